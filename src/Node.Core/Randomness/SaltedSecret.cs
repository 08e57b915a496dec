using System.Security.Cryptography;
using System.Text;

namespace Node.Core.Randomness;

/// <summary>How a secret that the node made is stored: it has 256 random bits, so that a fast salted hash is enough.</summary>
public static class SaltedSecret
{
    /// <summary>The longest secret that is looked at, in characters.</summary>
    public const int CharsMax = 256;

    /// <summary>Bytes of salt.</summary>
    public const int SaltBytes = 16;

    /// <summary>A new secret: 64 hex digits.</summary>
    public static string New(IRandomSource random) => Convert.ToHexStringLower(random.NextBytes(32));

    /// <summary>SHA-256 over the salt and the UTF-8 bytes of the secret.</summary>
    /// <exception cref="ArgumentException">Salt or secret are longer than any that this node made.</exception>
    public static byte[] Hash(ReadOnlySpan<byte> salt, string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var hash = new byte[SHA256.HashSizeInBytes];
        Hash(salt, secret, hash);
        return hash;
    }

    /// <summary>Whether the secret is the one; takes as long for a wrong one as for the right one.</summary>
    public static bool IsRight(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> hash, string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        if (secret.Length > CharsMax)
        {
            return false;
        }

        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(salt, secret, given);
        return CryptographicOperations.FixedTimeEquals(given, hash);
    }

    private static void Hash(ReadOnlySpan<byte> salt, string secret, Span<byte> hash)
    {
        if (salt.Length > SaltBytes || secret.Length > CharsMax)
        {
            throw new ArgumentException($"a secret has at most {CharsMax} characters and {SaltBytes} bytes of salt");
        }

        Span<byte> text = stackalloc byte[SaltBytes + (CharsMax * 3)];
        salt.CopyTo(text);
        var length = salt.Length + Encoding.UTF8.GetBytes(secret, text[salt.Length..]);
        SHA256.HashData(text[..length], hash);
    }
}
