namespace Node.Jobs.Pipeline.Tasks.Parsing;

/// <summary>How large CBOR from outside may be: anyone can send it, and the node pays for reading it.</summary>
internal static class CborLimits
{
    /// <summary>Bytes. Default: 16 KiB.</summary>
    public const int CborBytesMax = 16 * 1024;

    /// <summary>Containers inside containers. Default: 16.</summary>
    public const int CborDepthMax = 16;

    /// <summary>Items, at all depths together. Default: 1000.</summary>
    public const int CborItemsMax = 1000;

    /// <summary>Bytes of a big number. Default: 32.</summary>
    public const int BignumBytesMax = 32;
}
