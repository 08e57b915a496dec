using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Generators;

namespace Node.Eth.Keys;

/// <summary>scrypt (RFC 7914); whose implementation it is, nobody above knows.</summary>
internal static class Scrypt
{
    // From here on the table is worth a full collection: otherwise the process would keep hundreds of MiB that it never needs again.
    private const long CollectedBytesMin = 32L << 20;

    /// <summary>Derives a key.</summary>
    /// <exception cref="ArgumentException"><paramref name="n"/> is no power of two above 1, or another factor is below 1.</exception>
    public static void DeriveKey(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int n, int r, int p, Span<byte> key)
    {
        if (r == 1 && n >= 1 << 16)
        {
            ScryptMixing.DeriveKey(password, salt, n, r, p, key);
        }
        else
        {
            DeriveByLibrary(password, salt, n, r, p, key);
        }

        if (128L * n * r >= CollectedBytesMin)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    private static void DeriveByLibrary(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int n, int r, int p, Span<byte> key)
    {
        var copy = GC.AllocateArray<byte>(password.Length, pinned: true);
        password.CopyTo(copy);
        try
        {
            var derived = SCrypt.Generate(copy, salt.ToArray(), n, r, p, key.Length);
            derived.CopyTo(key);
            CryptographicOperations.ZeroMemory(derived);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }
}
