using System.Numerics;

namespace Node.Eth.Transactions;

/// <summary>256-bit numbers as the store keeps them: 32 bytes, big-endian, the same in both engines.</summary>
internal static class UInt256Bytes
{
    private const int Size = 32;

    /// <summary>The largest number that fits.</summary>
    public static BigInteger Max { get; } = (BigInteger.One << (8 * Size)) - 1;

    /// <summary>Writes a number.</summary>
    /// <exception cref="OverflowException">It is negative or needs more than 256 bits.</exception>
    public static byte[] Of(BigInteger number)
    {
        if (number.Sign < 0 || number > Max)
        {
            throw new OverflowException("the number does not fit in 256 bits");
        }

        var bytes = new byte[Size];
        var start = Size - number.GetByteCount(isUnsigned: true);
        number.TryWriteBytes(bytes.AsSpan(start), out _, isUnsigned: true, isBigEndian: true);
        return bytes;
    }

    /// <summary>Reads a number.</summary>
    public static BigInteger Read(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
