using System.Buffers.Binary;

namespace Node.Core.Randomness;

/// <summary>Values drawn from an <see cref="IRandomSource"/>.</summary>
public static class RandomSourceExtensions
{
    /// <summary>A version 4 UUID (RFC 9562 §5.4).</summary>
    public static Guid NextGuid(this IRandomSource source)
    {
        Span<byte> bytes = stackalloc byte[16];
        source.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary><paramref name="count"/> random bytes.</summary>
    public static byte[] NextBytes(this IRandomSource source, int count)
    {
        var bytes = new byte[count];
        source.Fill(bytes);
        return bytes;
    }

    /// <summary>A number from 0 up to, not including, <paramref name="exclusiveMax"/>, without bias.</summary>
    public static int NextInt32(this IRandomSource source, int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMax);
        Span<byte> bytes = stackalloc byte[4];
        var limit = uint.MaxValue - (uint.MaxValue % (uint)exclusiveMax);
        while (true)
        {
            source.Fill(bytes);
            var drawn = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            if (drawn < limit)
            {
                return (int)(drawn % (uint)exclusiveMax);
            }
        }
    }
}
