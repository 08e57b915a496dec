namespace Node.Eth.Encoding.Abi;

/// <summary>How much of the ABI one text, value or encoding may ask for. Crossing one is an <see cref="AbiException"/>.</summary>
public sealed record AbiLimits
{
    /// <summary>The limits used where none are given.</summary>
    public static AbiLimits Default { get; } = new();

    /// <summary>Characters of a type or signature text. Default 8,192.</summary>
    public int TypeCharsMax { get; init; } = 8192;

    /// <summary>How deep arrays and tuples may nest. Default 16.</summary>
    public int DepthMax { get; init; } = 16;

    /// <summary>Parameters of one list or components of one tuple. Default 256.</summary>
    public int ParametersMax { get; init; } = 256;

    /// <summary>Bytes one type takes in place, i.e. the product of its fixed array lengths by 32. Default 1 MiB.</summary>
    public int StaticBytesMax { get; init; } = 1 << 20;

    /// <summary>Bytes an encoding may grow to. Default 1 MiB.</summary>
    public int EncodedBytesMax { get; init; } = 1 << 20;

    /// <summary>
    /// Bytes that decoding may produce, counting 32 for each value, list and element and the content of byte strings each time
    /// it is reached: offsets may point many times at the same place. Default 1 MiB.
    /// </summary>
    public int DecodedBytesMax { get; init; } = 1 << 20;

    /// <summary>Whether numbers may have a width that no contract has, such as <c>uint7</c> and <c>uint264</c>: the first holds 7
    /// bits, the second a whole word. Default: no.</summary>
    public bool AnyWidth { get; init; }
}
