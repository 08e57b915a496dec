namespace Node.Eth.Encoding.Abi;

/// <summary>A parsed ABI type. Made by <see cref="AbiTypeParser"/>; does not change.</summary>
public sealed class AbiType
{
    private const int WordBits = 256;

    private AbiType(AbiKind kind, string canonical)
    {
        Kind = kind;
        Canonical = canonical;
    }

    /// <summary>The family.</summary>
    public AbiKind Kind { get; }

    /// <summary>The form that signatures are hashed in: no names, no spaces, <c>uint</c> as <c>uint256</c>.</summary>
    public string Canonical { get; }

    /// <summary>Bits of a number, bytes of <c>bytesN</c> and <c>function</c>, elements of <c>T[k]</c>; otherwise 0.</summary>
    public int Size { get; private init; }

    /// <summary>The element type of an array, otherwise null.</summary>
    public AbiType? Element { get; private init; }

    /// <summary>The components of a tuple, otherwise empty.</summary>
    public IReadOnlyList<AbiParameter> Components { get; private init; } = [];

    /// <summary>Whether it is encoded as an offset to a tail.</summary>
    public bool IsDynamic { get; private init; }

    /// <summary>Whether a value takes one word; all others are hashed when indexed in an event.</summary>
    public bool IsWord => Kind is not (AbiKind.Bytes or AbiKind.Text or AbiKind.Array or AbiKind.FixedArray or AbiKind.Tuple);

    /// <summary>Bytes in the head of the encoding: 32 for a word or an offset.</summary>
    public int HeadBytes => IsDynamic ? 32 : (int)BodyBytes;

    /// <summary>Levels of arrays and tuples.</summary>
    internal int Depth { get; private init; }

    /// <summary>Bytes of the heads of all that it contains, without saturation: checked against a limit before use.</summary>
    internal long BodyBytes { get; private init; } = 32;

    /// <inheritdoc/>
    public override string ToString() => Canonical;

    internal static AbiType Uint(int bits) => new(AbiKind.UintN, $"uint{bits}") { Size = Math.Min(bits, WordBits) };

    internal static AbiType Int(int bits) => new(AbiKind.IntN, $"int{bits}") { Size = Math.Min(bits, WordBits) };

    internal static AbiType Address() => new(AbiKind.Address, "address");

    internal static AbiType Bool() => new(AbiKind.Bool, "bool");

    internal static AbiType FixedBytes(int count) => new(AbiKind.FixedBytes, $"bytes{count}") { Size = count };

    internal static AbiType Function() => new(AbiKind.Function, "function") { Size = 24 };

    internal static AbiType Bytes() => new(AbiKind.Bytes, "bytes") { IsDynamic = true };

    internal static AbiType String() => new(AbiKind.Text, "string") { IsDynamic = true };

    internal static AbiType Array(AbiType element) =>
        new(AbiKind.Array, element.Canonical + "[]") { Element = element, IsDynamic = true, Depth = element.Depth + 1 };

    internal static AbiType FixedArray(AbiType element, int length) =>
        new(AbiKind.FixedArray, $"{element.Canonical}[{length}]")
        {
            Element = element,
            Size = length,
            IsDynamic = element.IsDynamic,
            Depth = element.Depth + 1,
            BodyBytes = (long)element.HeadBytes * length,
        };

    internal static AbiType Tuple(IReadOnlyList<AbiParameter> components) =>
        new(AbiKind.Tuple, $"({string.Join(',', components.Select(c => c.Type.Canonical))})")
        {
            Components = components,
            IsDynamic = components.Any(c => c.Type.IsDynamic),
            Depth = 1 + components.Max(c => c.Type.Depth),
            BodyBytes = components.Sum(c => (long)c.Type.HeadBytes),
        };
}
