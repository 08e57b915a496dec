using System.Security.Cryptography;
using Node.Core.Randomness;

namespace Node.Eth.Keys;

/// <summary>A text under AES-256-GCM, bound to its place: <c>v1:</c> and base64 of nonce, ciphertext and tag.</summary>
internal static class SealedText
{
    /// <summary>What the key is derived for.</summary>
    public const string Use = "oracle-node sealed text v1";

    private const string Prefix = "v1:";
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>Encrypts.</summary>
    public static string Seal(byte[] key, string text, string place, IRandomSource random)
    {
        var plain = System.Text.Encoding.UTF8.GetBytes(text);
        var sealedBytes = new byte[NonceSize + plain.Length + TagSize];
        var nonce = sealedBytes.AsSpan(0, NonceSize);
        random.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceSize, plain.Length), sealedBytes.AsSpan(NonceSize + plain.Length), System.Text.Encoding.UTF8.GetBytes(place));
        return Prefix + Convert.ToBase64String(sealedBytes);
    }

    /// <summary>Decrypts.</summary>
    /// <exception cref="KeystoreException">It is not such a text, not under this key, or of another place.</exception>
    public static string Open(byte[] key, string sealedText, string place)
    {
        var bytes = new byte[sealedText.Length];
        if (!sealedText.StartsWith(Prefix, StringComparison.Ordinal)
            || !Convert.TryFromBase64String(sealedText[Prefix.Length..], bytes, out var length) || length < NonceSize + TagSize)
        {
            throw Unreadable(place, null);
        }

        var plain = new byte[length - NonceSize - TagSize];
        try
        {
            using var aes = new AesGcm(key, TagSize);
            aes.Decrypt(
                bytes.AsSpan(0, NonceSize), bytes.AsSpan(NonceSize, plain.Length), bytes.AsSpan(length - TagSize, TagSize), plain, System.Text.Encoding.UTF8.GetBytes(place));
        }
        catch (CryptographicException e)
        {
            throw Unreadable(place, e);
        }

        return System.Text.Encoding.UTF8.GetString(plain);
    }

    private static KeystoreException Unreadable(string place, Exception? e) => new(
        KeystoreFault.BadFile, $"the stored secrets of {place} do not open with this keystore; restore the database together with its keyring, or set the secrets anew", e);
}
