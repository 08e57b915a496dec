using System.Security.Cryptography;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures;

/// <summary>The nonces of a key for a digest, as RFC 6979 derives them with HMAC-SHA-256.</summary>
internal ref struct DeterministicNonces
{
    private const int HashSize = 32;

    private readonly Span<byte> _key;
    private readonly Span<byte> _state;
    private bool _isFirst = true;

    /// <summary>Begins.</summary>
    /// <param name="secret">The 32 bytes of the key.</param>
    /// <param name="digest">The digest, reduced modulo the order.</param>
    /// <param name="work">64 bytes to work in; the caller clears them.</param>
    public DeterministicNonces(ReadOnlySpan<byte> secret, in Scalar digest, Span<byte> work)
    {
        _key = work[..HashSize];
        _state = work[HashSize..];
        _key.Clear();
        _state.Fill(1);
        Span<byte> seed = stackalloc byte[HashSize + 1 + (2 * Scalar.Size)];
        for (byte round = 0; round < 2; round++)
        {
            _state.CopyTo(seed);
            seed[HashSize] = round;
            secret.CopyTo(seed[(HashSize + 1)..]);
            digest.CopyTo(seed[(HashSize + 1 + Scalar.Size)..]);
            HMACSHA256.HashData(_key, seed, _key);
            HMACSHA256.HashData(_key, _state, _state);
        }

        CryptographicOperations.ZeroMemory(seed);
    }

    /// <summary>The next nonce, not zero.</summary>
    public Scalar Next()
    {
        Span<byte> seed = stackalloc byte[HashSize + 1];
        while (true)
        {
            if (!_isFirst)
            {
                _state.CopyTo(seed);
                seed[HashSize] = 0;
                HMACSHA256.HashData(_key, seed, _key);
                HMACSHA256.HashData(_key, _state, _state);
            }

            _isFirst = false;
            HMACSHA256.HashData(_key, _state, _state);
            if (Scalar.TryParse(_state, out var nonce) && !nonce.IsZero)
            {
                return nonce;
            }
        }
    }
}
