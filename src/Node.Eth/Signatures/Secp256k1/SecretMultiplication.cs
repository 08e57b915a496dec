using System.Runtime.CompilerServices;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>Multiplies any point by a secret scalar: complete additions, masks instead of branches, and no place of a table depends on the scalar.</summary>
/// <remarks>
/// The scalar is split in two halves of 128 bits. Each is made odd, by adding one that is taken off at the end, and written as a sum of ±2^j
/// over 132 bits; four signs make an odd digit from -15 to 15, never zero.
/// </remarks>
internal static class SecretMultiplication
{
    private const int Width = 4;
    private const int Digits = 33;

    /// <summary>How many multiples of a point are needed.</summary>
    public const int Multiples = 1 << (Width - 1);

    /// <summary>The product.</summary>
    public static CompletePoint Multiply(in Scalar scalar, in Point point)
    {
        Span<CompletePoint> multiples = stackalloc CompletePoint[Multiples];
        WriteMultiples(multiples, point);
        return Multiply(scalar, multiples);
    }

    /// <summary>Writes P, 3P, 5P, … for <see cref="Multiply(in Scalar, ReadOnlySpan{CompletePoint})"/>, which several scalars may share.</summary>
    public static void WriteMultiples(Span<CompletePoint> multiples, in Point point)
    {
        multiples[0] = point.IsIdentity ? CompletePoint.Identity : CompletePoint.From(point.ToLimbs());
        var twice = multiples[0];
        CompletePoint.Double(ref twice);
        for (var i = 1; i < Multiples; i++)
        {
            multiples[i] = multiples[i - 1];
            CompletePoint.Add(ref multiples[i], twice);
        }
    }

    /// <summary>The product, from what <see cref="WriteMultiples"/> wrote.</summary>
    public static CompletePoint Multiply(in Scalar scalar, ReadOnlySpan<CompletePoint> multiples)
    {
        ScalarSplit.Split(scalar, out var k1, out var k2);
        var (negative1, negative2) = (k1.HighMask, k2.HighMask);
        k1 = Scalar.NegateIf(k1, negative1);
        k2 = Scalar.NegateIf(k2, negative2);
        var (even1, even2) = ((k1.W0 & 1) - 1, (k2.W0 & 1) - 1);
        var (low1, low2) = (k1.W0 | 1, k2.W0 | 1);

        var sum = CompletePoint.Identity;
        for (var digit = Digits - 1; digit >= 0; digit--)
        {
            for (var i = 0; i < Width && digit < Digits - 1; i++)
            {
                CompletePoint.Double(ref sum);
            }

            Select(multiples, Signs(low1, k1.W1, digit), negative1, out var term);
            CompletePoint.Add(ref sum, term);
            Select(multiples, Signs(low2, k2.W1, digit), negative2, out term);
            ScalarSplit.TimesBeta(out term.X, term.X);
            CompletePoint.Add(ref sum, term);
        }

        // Take off the ones that made the halves odd.
        var extra = CompletePoint.Identity;
        extra.Select(multiples[0], even1);
        extra.NegateIf(~negative1);
        CompletePoint.Add(ref sum, extra);
        extra = CompletePoint.Identity;
        extra.Select(multiples[0], even2);
        ScalarSplit.TimesBeta(out extra.X, extra.X);
        extra.NegateIf(~negative2);
        CompletePoint.Add(ref sum, extra);
        return sum;
    }

    // Four bits of (k >> 1) + 2^131 from 4 * digit on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Signs(ulong low, ulong high, int digit)
    {
        var bit = (digit * Width) + 1;
        var signs = bit switch
        {
            < 61 => low >> bit,
            < 64 => (low >> bit) | (high << (64 - bit)),
            < 128 => high >> (bit - 64),
            _ => 0UL,
        };
        var top = digit == Digits - 1 ? 1UL << (Width - 1) : 0;
        return (signs & ((1UL << Width) - 1)) | top;
    }

    // The multiple for a digit, negated for a digit below zero, and once more for a negative half.
    private static void Select(ReadOnlySpan<CompletePoint> multiples, ulong signs, ulong negative, out CompletePoint term)
    {
        var below = (signs >> (Width - 1)) - 1;
        var place = (signs ^ below) & (Multiples - 1);
        term = multiples[0];
        for (var i = 1; i < Multiples; i++)
        {
            term.Select(multiples[i], Wide.ZeroMask(place ^ (ulong)i));
        }

        term.NegateIf(below ^ negative);
    }
}
