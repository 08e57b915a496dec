using Node.Eth.Primitives;

namespace Node.Eth.Signatures;

/// <summary>Signs digests: the same key and digest always give the same signature (RFC 6979), with s in the lower half (EIP-2).</summary>
public static class EcdsaSigner
{
    /// <summary>Signs.</summary>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    public static EcdsaSignature Sign(PrivateKey key, Hash32 digest)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Secp256k1.Sign(key.Bytes, digest.ToBytes());
    }
}
