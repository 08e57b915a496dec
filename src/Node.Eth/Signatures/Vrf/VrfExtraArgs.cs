namespace Node.Eth.Signatures.Vrf;

/// <summary>The extra arguments of version 2.5: a tag, and whether the request is paid in the chain's own coin.</summary>
public static class VrfExtraArgs
{
    private const int TagSize = 4;

    private static ReadOnlySpan<byte> Tag => [0x92, 0xfd, 0x13, 0x38]; // keccak("VRF ExtraArgsV1")

    /// <summary>The 36 bytes.</summary>
    public static byte[] Encode(bool nativePayment)
    {
        var bytes = new byte[TagSize + Words.Size];
        Tag.CopyTo(bytes);
        bytes[^1] = nativePayment ? (byte)1 : (byte)0;
        return bytes;
    }

    /// <summary>Whether the request is paid in the chain's own coin.</summary>
    /// <exception cref="VrfException">Another tag, another length, or no boolean.</exception>
    public static bool Decode(ReadOnlySpan<byte> bytes) =>
        bytes.Length == TagSize + Words.Size && bytes.StartsWith(Tag) && bytes[^1] <= 1 && !bytes[TagSize..^1].ContainsAnyExcept((byte)0)
            ? bytes[^1] == 1
            : throw new VrfException(VrfFault.BadExtraArgs);
}
