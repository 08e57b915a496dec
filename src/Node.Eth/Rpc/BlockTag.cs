using System.Globalization;

namespace Node.Eth.Rpc;

/// <summary>Names a block: by height, or by what it is to the endpoint.</summary>
public readonly record struct BlockTag
{
    private readonly string? _name;
    private readonly long _number;

    private BlockTag(string? name, long number) => (_name, _number) = (name, number);

    /// <summary>The newest block the endpoint knows.</summary>
    public static BlockTag Latest { get; } = new("latest", 0);

    /// <summary>The newest block, with the endpoint's waiting transactions on top.</summary>
    public static BlockTag Pending { get; } = new("pending", 0);

    /// <summary>The newest block the chain calls final.</summary>
    public static BlockTag Finalized { get; } = new("finalized", 0);

    /// <summary>The canonical block at a height.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public static BlockTag Number(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        return new BlockTag(null, number);
    }

    /// <summary>As it is written in a call: a name, or the height in hex. The default value is height 0.</summary>
    public override string ToString() => _name ?? "0x" + _number.ToString("x", CultureInfo.InvariantCulture);
}
