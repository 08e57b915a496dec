using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>Multiplies any point by a secret scalar: complete additions, masks instead of branches, and no place of a table depends on the scalar.</summary>
/// <remarks>
/// The scalar is split in two halves of 128 bits. Each is made odd, by adding one that is taken off at the end, and written as a sum of ±2^j
/// over 132 bits; four signs make an odd digit from -15 to 15, never zero. The 33 digits may be spread over blocks, each with multiples of its own
/// power of two times the point: several scalars for one point then share most of the doublings.
/// </remarks>
internal static class SecretMultiplication
{
    private const int Width = 4;
    private const int Digits = 33;

    // Of one block.
    private const int Multiples = 1 << (Width - 1);

    private const int WordsPerPoint = 15;

    /// <summary>In how many blocks the digits of scalars that share a point are spread: the fewest products for two scalars.</summary>
    private const int SharedBlocks = 3;

    /// <summary>The product.</summary>
    public static CompletePoint Multiply(in Scalar scalar, in Point point)
    {
        Span<CompletePoint> multiples = stackalloc CompletePoint[Multiples];
        WriteMultiples(multiples, point);
        return Multiply(scalar, multiples, blocks: 1);
    }

    /// <summary>The products of two scalars with one point.</summary>
    public static void MultiplyBoth(in Scalar first, in Scalar second, in Point point, out CompletePoint ofFirst, out CompletePoint ofSecond)
    {
        Span<CompletePoint> multiples = stackalloc CompletePoint[SharedBlocks * Multiples];
        WriteMultiples(multiples, point);
        ofFirst = Multiply(first, multiples, SharedBlocks);
        ofSecond = Multiply(second, multiples, SharedBlocks);
    }

    // P, 3P, 5P, … for each block, of P = 2^(bits below the block) times the point.
    private static void WriteMultiples(Span<CompletePoint> multiples, in Point point)
    {
        var doublings = Digits * Width * Multiples / multiples.Length;
        var power = point.IsIdentity ? CompletePoint.Identity : CompletePoint.From(point.ToLimbs());
        for (var start = 0; start < multiples.Length; start += Multiples)
        {
            for (var i = 0; i < doublings && start > 0; i++)
            {
                CompletePoint.Double(ref power);
            }

            multiples[start] = power;
            var twice = power;
            CompletePoint.Double(ref twice);
            for (var i = start + 1; i < start + Multiples; i++)
            {
                multiples[i] = multiples[i - 1];
                CompletePoint.Add(ref multiples[i], twice);
            }
        }
    }

    private static CompletePoint Multiply(in Scalar scalar, ReadOnlySpan<CompletePoint> multiples, int blocks)
    {
        ScalarSplit.Split(scalar, out var k1, out var k2);
        var (negative1, negative2) = (k1.HighMask, k2.HighMask);
        k1 = Scalar.NegateIf(k1, negative1);
        k2 = Scalar.NegateIf(k2, negative2);
        var (even1, even2) = ((k1.W0 & 1) - 1, (k2.W0 & 1) - 1);
        var (low1, low2) = (k1.W0 | 1, k2.W0 | 1);

        var sum = CompletePoint.Identity;
        var perBlock = Digits / blocks;
        for (var digit = perBlock - 1; digit >= 0; digit--)
        {
            for (var i = 0; i < Width && digit < perBlock - 1; i++)
            {
                CompletePoint.Double(ref sum);
            }

            for (var block = 0; block < blocks; block++)
            {
                var own = multiples.Slice(block * Multiples, Multiples);
                var place = (block * perBlock) + digit;
                Select(own, Signs(low1, k1.W1, place), negative1, out var term);
                CompletePoint.Add(ref sum, term);
                Select(own, Signs(low2, k2.W1, place), negative2, out term);
                ScalarSplit.TimesBeta(out term.X, term.X);
                CompletePoint.Add(ref sum, term);
            }
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

    // The multiple for a digit, negated for a digit below zero, and once more for a negative half. Every multiple is read.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Select(ReadOnlySpan<CompletePoint> multiples, ulong signs, ulong negative, out CompletePoint term)
    {
        var below = (signs >> (Width - 1)) - 1;
        var wanted = Vector256.Create((signs ^ below) & (Multiples - 1));
        ref var first = ref Unsafe.As<CompletePoint, ulong>(ref MemoryMarshal.GetReference(multiples));
        var (a, b, c, d, at) = (Vector256<ulong>.Zero, Vector256<ulong>.Zero, Vector256<ulong>.Zero, Vector256<ulong>.Zero, Vector256<ulong>.Zero);
        for (nuint i = 0; i < Multiples; i++)
        {
            var mask = Vector256.Equals(at, wanted);
            var start = i * WordsPerPoint;
            a |= mask & Vector256.LoadUnsafe(ref first, start);
            b |= mask & Vector256.LoadUnsafe(ref first, start + 4);
            c |= mask & Vector256.LoadUnsafe(ref first, start + 8);
            d |= mask & Vector256.LoadUnsafe(ref first, start + 11);
            at += Vector256<ulong>.One;
        }

        // Fifteen words in four vectors: the last two share one.
        Unsafe.SkipInit(out term);
        ref var words = ref Unsafe.As<CompletePoint, ulong>(ref term);
        a.StoreUnsafe(ref words);
        b.StoreUnsafe(ref words, 4);
        c.StoreUnsafe(ref words, 8);
        d.StoreUnsafe(ref words, 11);
        term.NegateIf(below ^ negative);
    }
}
