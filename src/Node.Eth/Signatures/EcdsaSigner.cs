using System.Security.Cryptography;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures;

/// <summary>Signs digests: the same key and digest always give the same signature (RFC 6979), with s in the lower half (EIP-2).</summary>
public static class EcdsaSigner
{
    /// <summary>Signs. The time it takes does not depend on the key.</summary>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    public static EcdsaSignature Sign(PrivateKey key, Hash32 digest)
    {
        ArgumentNullException.ThrowIfNull(key);
        var secret = Scalar.Parse(key.Bytes);
        var message = Scalar.Reduce(digest);
        Span<byte> work = stackalloc byte[64];
        var nonces = new DeterministicNonces(key.Bytes, message, work);
        while (true)
        {
            var nonce = nonces.Next();
            var commitment = Group.BaseMultiplySecret(nonce);
            var r = Ecdsa.Reduce(commitment.X, out var isReduced);
            var s = nonce.Inverse() * (message + (r * secret));
            if (r.IsZero || s.IsZero)
            {
                continue;
            }

            CryptographicOperations.ZeroMemory(work);
            var id = (commitment.Y.IsOdd ? 1 : 0) | (isReduced ? 2 : 0);
            return s.IsHigh
                ? new EcdsaSignature(r.ToBigInteger(), (-s).ToBigInteger(), id ^ 1)
                : new EcdsaSignature(r.ToBigInteger(), s.ToBigInteger(), id);
        }
    }
}
