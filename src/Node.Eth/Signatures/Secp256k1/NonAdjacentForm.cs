using System.Numerics;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>Signed digits with many zeros between them. For public numbers.</summary>
internal static class NonAdjacentForm
{
    /// <summary>Most digits of a number of 128 bits.</summary>
    public const int Length = 130;

    /// <summary>Writes odd digits between -2^(width-1) and 2^(width-1) at their bits and zeros elsewhere; returns one more than the highest bit.</summary>
    /// <param name="digits">Takes <see cref="Length"/> digits.</param>
    /// <param name="value">A number whose upper half of 256 bits is zero.</param>
    /// <param name="width">From 2 to 15.</param>
    /// <param name="isNegative">Whether the digits count for the opposite number.</param>
    public static int Write(Span<short> digits, in Scalar value, int width, bool isNegative)
    {
        digits.Clear();
        var (low, high) = (value.W0, value.W1);
        var (bit, end) = (0, 0);
        while ((low | high) != 0)
        {
            if (low == 0)
            {
                (low, high) = (high, 0);
                bit += 64;
            }

            var zeros = BitOperations.TrailingZeroCount(low);
            bit += zeros;
            low = zeros == 0 ? low : (low >> zeros) | (high << (64 - zeros));
            high >>= zeros;

            var digit = (int)(low & ((1UL << width) - 1));
            if (digit >> (width - 1) != 0)
            {
                digit -= 1 << width;
                low += (ulong)-digit;
                high += low < (ulong)-digit ? 1UL : 0UL;
            }
            else
            {
                low -= (ulong)digit;
            }

            digits[bit] = (short)(isNegative ? -digit : digit);
            end = bit + 1;
        }

        return end;
    }
}
