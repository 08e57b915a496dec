using Org.BouncyCastle.Crypto.Digests;

namespace Node.Eth.Primitives;

/// <summary>Keccak-256 as Ethereum uses it: the padding of the original Keccak submission, not that of FIPS 202 SHA3-256.</summary>
public static class Keccak256
{
    /// <summary>The digest of <paramref name="data"/>.</summary>
    public static Hash32 Hash(ReadOnlySpan<byte> data)
    {
        Span<byte> output = stackalloc byte[Hash32.Size];
        var digest = new KeccakDigest(256);
        digest.BlockUpdate(data);
        digest.DoFinal(output);
        return new Hash32(output);
    }

    /// <summary>The digest of the UTF-8 bytes of <paramref name="text"/>, e.g. an event signature.</summary>
    public static Hash32 Hash(string text) => Hash(System.Text.Encoding.UTF8.GetBytes(text));
}
