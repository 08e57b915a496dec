using System.Security.Cryptography;

namespace Node.Eth.Keys;

/// <summary>AES-128 in counter mode: encrypting and decrypting are the same.</summary>
internal static class Aes128Ctr
{
    /// <summary>Bytes of the key and of the first counter.</summary>
    public const int KeySize = 16;

    /// <summary>Replaces <paramref name="data"/> by its exclusive-or with the key stream.</summary>
    public static void Apply(ReadOnlySpan<byte> key, ReadOnlySpan<byte> firstCounter, Span<byte> data)
    {
        using var aes = Aes.Create();
        aes.SetKey(key);
        Span<byte> counter = stackalloc byte[KeySize];
        Span<byte> stream = stackalloc byte[KeySize];
        firstCounter.CopyTo(counter);
        for (var at = 0; at < data.Length; at += KeySize)
        {
            aes.EncryptEcb(counter, stream, PaddingMode.None);
            var block = data[at..Math.Min(at + KeySize, data.Length)];
            for (var i = 0; i < block.Length; i++)
            {
                block[i] ^= stream[i];
            }

            Increment(counter);
        }

        CryptographicOperations.ZeroMemory(stream);
    }

    private static void Increment(Span<byte> counter)
    {
        for (var i = counter.Length - 1; i >= 0 && ++counter[i] == 0; i--)
        {
        }
    }
}
