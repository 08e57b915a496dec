using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Node.Eth.Keys;

/// <summary>
/// scrypt for the factors that the library refuses: RFC 7914 wants N below 2^(16 r), and key files of the field, the published
/// example among them, have r = 1 with a greater N.
/// </summary>
internal static class ScryptMixing
{
    private const int BlockWords = 16;

    /// <summary>Derives a key.</summary>
    public static void DeriveKey(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int n, int r, int p, Span<byte> key)
    {
        var laneBytes = 128 * r;
        var lanes = GC.AllocateArray<byte>(laneBytes * p, pinned: true);
        Rfc2898DeriveBytes.Pbkdf2(password, salt, lanes, 1, HashAlgorithmName.SHA256);
        var table = new uint[checked((int)((long)n * laneBytes / 4))];
        for (var lane = 0; lane < p; lane++)
        {
            MixLane(MemoryMarshal.Cast<byte, uint>(lanes.AsSpan(lane * laneBytes, laneBytes)), table, n);
        }

        Rfc2898DeriveBytes.Pbkdf2(password, lanes, key, 1, HashAlgorithmName.SHA256);
        CryptographicOperations.ZeroMemory(lanes);
    }

    private static void MixLane(Span<uint> x, uint[] table, int n)
    {
        var words = x.Length;
        var mixed = new uint[words];
        for (var i = 0; i < n; i++)
        {
            x.CopyTo(table.AsSpan(i * words));
            MixBlocks(x, mixed);
        }

        for (var i = 0; i < n; i++)
        {
            var picked = (int)(x[words - BlockWords] & (uint)(n - 1));
            var row = table.AsSpan(picked * words, words);
            for (var word = 0; word < words; word++)
            {
                x[word] ^= row[word];
            }

            MixBlocks(x, mixed);
        }
    }

    // Even blocks of the result first, then the odd ones.
    private static void MixBlocks(Span<uint> x, uint[] mixed)
    {
        Span<uint> last = stackalloc uint[BlockWords];
        x[^BlockWords..].CopyTo(last);
        for (var at = 0; at < x.Length; at += BlockWords)
        {
            for (var word = 0; word < BlockWords; word++)
            {
                last[word] ^= x[at + word];
            }

            Salsa(last);
            var index = at / BlockWords;
            last.CopyTo(mixed.AsSpan((index / 2 * BlockWords) + (index % 2 * (x.Length / 2))));
        }

        mixed.CopyTo(x);
    }

    // Salsa20/8: four times a column round and a row round.
    private static void Salsa(Span<uint> block)
    {
        Span<uint> x = stackalloc uint[BlockWords];
        block.CopyTo(x);
        for (var i = 0; i < 4; i++)
        {
            Quarter(ref x[0], ref x[4], ref x[8], ref x[12]);
            Quarter(ref x[5], ref x[9], ref x[13], ref x[1]);
            Quarter(ref x[10], ref x[14], ref x[2], ref x[6]);
            Quarter(ref x[15], ref x[3], ref x[7], ref x[11]);
            Quarter(ref x[0], ref x[1], ref x[2], ref x[3]);
            Quarter(ref x[5], ref x[6], ref x[7], ref x[4]);
            Quarter(ref x[10], ref x[11], ref x[8], ref x[9]);
            Quarter(ref x[15], ref x[12], ref x[13], ref x[14]);
        }

        for (var word = 0; word < BlockWords; word++)
        {
            block[word] += x[word];
        }
    }

    private static void Quarter(ref uint a, ref uint b, ref uint c, ref uint d)
    {
        var sum = a + d;
        b ^= (sum << 7) | (sum >> 25);
        sum = b + a;
        c ^= (sum << 9) | (sum >> 23);
        sum = c + b;
        d ^= (sum << 13) | (sum >> 19);
        sum = d + c;
        a ^= (sum << 18) | (sum >> 14);
    }
}
