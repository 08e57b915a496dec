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

    /// <summary>How many odd multiples a block has.</summary>
    public const int Multiples = 1 << (Width - 1);

    private const int WordsPerPoint = 10;

    /// <summary>In how many blocks the digits of scalars that share a point are spread: the fewest products for two scalars.</summary>
    private const int SharedBlocks = 3;

    /// <summary>The product.</summary>
    public static CompletePoint Multiply(in Scalar scalar, in Point point)
    {
        Span<AffineLimbs> multiples = stackalloc AffineLimbs[2 * Multiples];
        WriteMultiples(multiples, point);
        var product = Multiply(scalar, multiples);
        product.Select(CompletePoint.Identity, point.IsIdentity ? ulong.MaxValue : 0);
        return product;
    }

    /// <summary>The products of two scalars with one point.</summary>
    /// <param name="first">A scalar.</param>
    /// <param name="second">Another.</param>
    /// <param name="point">The point; not the identity.</param>
    /// <param name="ofFirst">Its product.</param>
    /// <param name="ofSecond">Likewise.</param>
    /// <param name="odd">Takes as many odd multiples of the point as it has places, at most <see cref="Multiples"/>: they came up on the way.</param>
    public static void MultiplyBoth(
        in Scalar first, in Scalar second, in Point point, out CompletePoint ofFirst, out CompletePoint ofSecond, Span<AffineLimbs> odd)
    {
        Span<AffineLimbs> multiples = stackalloc AffineLimbs[2 * SharedBlocks * Multiples];
        WriteMultiples(multiples, point);
        multiples[..odd.Length].CopyTo(odd);
        ofFirst = Multiply(first, multiples);
        ofSecond = Multiply(second, multiples);
    }

    /// <summary>Writes P, 3P, 5P, … for P in the first place.</summary>
    public static void WriteOdd(Span<CompletePoint> multiples)
    {
        var twice = multiples[0];
        CompletePoint.Double(ref twice);
        for (var i = 1; i < multiples.Length; i++)
        {
            multiples[i] = multiples[i - 1];
            CompletePoint.Add(ref multiples[i], twice);
        }
    }

    // P, 3P, 5P, … for each block, of P = 2^(bits below the block) times the point; then lambda times all of them. Whatever stands for the identity.
    private static void WriteMultiples(Span<AffineLimbs> multiples, in Point point)
    {
        var count = multiples.Length / 2;
        Span<CompletePoint> points = stackalloc CompletePoint[SharedBlocks * Multiples];
        points = points[..count];
        var power = CompletePoint.From((point.IsIdentity ? Point.Generator : point).ToLimbs());
        for (var start = 0; start < count; start += Multiples)
        {
            for (var i = 0; i < Digits * Width * Multiples / count && start > 0; i++)
            {
                CompletePoint.Double(ref power);
            }

            points[start] = power;
            WriteOdd(points.Slice(start, Multiples));
        }

        CompletePoint.ToAffine(points, multiples);
        for (var i = 0; i < count; i++)
        {
            multiples[count + i].Y = multiples[i].Y;
            ScalarSplit.TimesBeta(out multiples[count + i].X, multiples[i].X);
        }
    }

    private static CompletePoint Multiply(in Scalar scalar, ReadOnlySpan<AffineLimbs> multiples)
    {
        ScalarSplit.Split(scalar, out var k1, out var k2);
        var (negative1, negative2) = (k1.HighMask, k2.HighMask);
        k1 = Scalar.NegateIf(k1, negative1);
        k2 = Scalar.NegateIf(k2, negative2);
        var (even1, even2) = ((k1.W0 & 1) - 1, (k2.W0 & 1) - 1);
        var (low1, low2) = (k1.W0 | 1, k2.W0 | 1);

        var sum = CompletePoint.Identity;
        var count = multiples.Length / 2;
        var perBlock = Digits * Multiples / count;
        for (var digit = perBlock - 1; digit >= 0; digit--)
        {
            for (var i = 0; i < Width && digit < perBlock - 1; i++)
            {
                CompletePoint.Double(ref sum);
            }

            for (var (start, place) = (0, digit); start < count; (start, place) = (start + Multiples, place + perBlock))
            {
                Select(multiples.Slice(start, Multiples), Signs(low1, k1.W1, place), negative1, out var term);
                CompletePoint.Add(ref sum, term);
                Select(multiples.Slice(count + start, Multiples), Signs(low2, k2.W1, place), negative2, out term);
                CompletePoint.Add(ref sum, term);
            }
        }

        TakeOff(ref sum, multiples[0], even1, negative1);
        TakeOff(ref sum, multiples[count], even2, negative2);
        return sum;
    }

    // The one that made a half odd.
    private static void TakeOff(ref CompletePoint sum, AffineLimbs one, ulong even, ulong negative)
    {
        one.NegateIf(~negative);
        var less = sum;
        CompletePoint.Add(ref less, one);
        sum.Select(less, even);
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
    private static void Select(ReadOnlySpan<AffineLimbs> multiples, ulong signs, ulong negative, out AffineLimbs term)
    {
        var below = (signs >> (Width - 1)) - 1;
        var wanted = Vector256.Create((signs ^ below) & (Multiples - 1));
        ref var first = ref Unsafe.As<AffineLimbs, ulong>(ref MemoryMarshal.GetReference(multiples));
        var (a, b, c, at) = (Vector256<ulong>.Zero, Vector256<ulong>.Zero, Vector256<ulong>.Zero, Vector256<ulong>.Zero);
        for (nuint i = 0; i < Multiples; i++)
        {
            var mask = Vector256.Equals(at, wanted);
            var start = i * WordsPerPoint;
            a |= mask & Vector256.LoadUnsafe(ref first, start);
            b |= mask & Vector256.LoadUnsafe(ref first, start + 4);
            c |= mask & Vector256.LoadUnsafe(ref first, start + 6);
            at += Vector256<ulong>.One;
        }

        // Ten words in three vectors: the last two share two.
        Unsafe.SkipInit(out term);
        ref var words = ref Unsafe.As<AffineLimbs, ulong>(ref term);
        a.StoreUnsafe(ref words);
        b.StoreUnsafe(ref words, 4);
        c.StoreUnsafe(ref words, 6);
        term.NegateIf(below ^ negative);
    }
}
