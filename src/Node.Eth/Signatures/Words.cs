using System.Numerics;

namespace Node.Eth.Signatures;

/// <summary>Public numbers of 256 bits to and from their 32 bytes, big-endian.</summary>
internal static class Words
{
    /// <summary>Bytes of a word.</summary>
    public const int Size = 32;

    /// <summary>The first number that does not fit a word: 2²⁵⁶.</summary>
    public static BigInteger Limit { get; } = BigInteger.One << 256;

    /// <summary>Whether the number fits a word.</summary>
    public static bool Fits(BigInteger value) => value.Sign >= 0 && value < Limit;

    /// <summary>The number of up to any count of bytes.</summary>
    public static BigInteger Read(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    /// <summary>Writes a number that fits.</summary>
    public static void Write(BigInteger value, Span<byte> destination)
    {
        destination[..Size].Clear();
        var count = value.GetByteCount(isUnsigned: true);
        value.TryWriteBytes(destination[(Size - count)..Size], out _, isUnsigned: true, isBigEndian: true);
    }

    /// <summary>The 32 bytes of a number that fits.</summary>
    public static byte[] ToBytes(BigInteger value)
    {
        var bytes = new byte[Size];
        Write(value, bytes);
        return bytes;
    }
}
