namespace Node.Jobs.Pipeline.Values;

/// <summary>How large a single value may be.</summary>
public static class ValueLimits
{
    /// <summary>Containers inside containers in JSON and CBOR from outside. Default: 64.</summary>
    public const int DepthMax = 64;

    /// <summary>Containers inside containers in any value, after substitution put one document into another. Default:
    /// 128.</summary>
    public const int NestingMax = 128;

    /// <summary>Elements and members of one JSON document, at all depths together. Default: 100,000.</summary>
    public const int JsonItemsMax = 100_000;

    /// <summary>Characters of one JSON document. Default: 4 Mi.</summary>
    public const int JsonCharsMax = 4 * 1024 * 1024;
}
