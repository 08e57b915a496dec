using System.Buffers;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>Sums of products of public scalars and public points: all share one chain of doublings (Straus), each scalar is split in two.</summary>
internal static class PublicSum
{
    private const int Width = 5;
    private const int Multiples = 1 << (Width - 2);

    // Up to here the work space is on the stack.
    private const int SmallMax = 2;

    /// <summary>The sum of all products, and of a multiple of the generator.</summary>
    public static Point Compute(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<Point> points, in Scalar ofGenerator) =>
        Sum(scalars, points, ofGenerator).ToPoint();

    /// <summary>Whether that sum is a given point. Spares its inversion.</summary>
    public static bool Is(in Point expected, ReadOnlySpan<Scalar> scalars, ReadOnlySpan<Point> points, in Scalar ofGenerator)
    {
        var rest = Sum(scalars, points, ofGenerator);
        if (!expected.IsIdentity)
        {
            JacobianPoint.Add(ref rest, (-expected).ToLimbs());
        }

        return rest.IsIdentity;
    }

    private static JacobianPoint Sum(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<Point> points, in Scalar ofGenerator)
    {
        var count = points.Length;
        if (count <= SmallMax)
        {
            return Sum(
                scalars, points, ofGenerator,
                stackalloc JacobianPoint[SmallMax * Multiples],
                stackalloc AffineLimbs[2 * SmallMax * Multiples],
                stackalloc short[(2 * SmallMax + 2) * NonAdjacentForm.Length]);
        }

        var jacobian = ArrayPool<JacobianPoint>.Shared.Rent(count * Multiples);
        var affine = ArrayPool<AffineLimbs>.Shared.Rent(2 * count * Multiples);
        var digits = ArrayPool<short>.Shared.Rent(((2 * count) + 2) * NonAdjacentForm.Length);
        try
        {
            return Sum(scalars, points, ofGenerator, jacobian, affine, digits);
        }
        finally
        {
            ArrayPool<JacobianPoint>.Shared.Return(jacobian);
            ArrayPool<AffineLimbs>.Shared.Return(affine);
            ArrayPool<short>.Shared.Return(digits);
        }
    }

    private static JacobianPoint Sum(
        ReadOnlySpan<Scalar> scalars, ReadOnlySpan<Point> points, in Scalar ofGenerator,
        Span<JacobianPoint> jacobian, Span<AffineLimbs> affine, Span<short> digits)
    {
        // Terms that count; each has two rows of digits and two of multiples.
        var (terms, end) = (0, 0);
        for (var i = 0; i < points.Length; i++)
        {
            if (points[i].IsIdentity || scalars[i].IsZero)
            {
                continue;
            }

            AffineTable.OddMultiples(jacobian.Slice(terms * Multiples, Multiples), JacobianPoint.From(points[i]));
            end = Math.Max(end, WriteDigits(digits, terms, scalars[i], Width));
            terms++;
        }

        var count = terms * Multiples;
        if (terms > 0)
        {
            AffineTable.Normalize(jacobian[..count], affine[..count]);
            for (var i = 0; i < count; i++)
            {
                ScalarSplit.TimesBeta(out affine[count + i].X, affine[i].X);
                affine[count + i].Y = affine[i].Y;
            }
        }

        var hasGenerator = !ofGenerator.IsZero;
        if (hasGenerator)
        {
            end = Math.Max(end, WriteDigits(digits, terms, ofGenerator, GeneratorMultiples.Width));
        }

        var sum = JacobianPoint.Identity;
        for (var bit = end - 1; bit >= 0; bit--)
        {
            JacobianPoint.Double(ref sum);
            for (var term = 0; term < terms; term++)
            {
                AddDigit(ref sum, digits[Row(2 * term) + bit], affine.Slice(term * Multiples, Multiples));
                AddDigit(ref sum, digits[Row((2 * term) + 1) + bit], affine.Slice(count + (term * Multiples), Multiples));
            }

            if (hasGenerator)
            {
                AddDigit(ref sum, digits[Row(2 * terms) + bit], GeneratorMultiples.OfGenerator);
                AddDigit(ref sum, digits[Row((2 * terms) + 1) + bit], GeneratorMultiples.OfLambda);
            }
        }

        return sum;
    }

    private static int Row(int row) => row * NonAdjacentForm.Length;

    private static int WriteDigits(Span<short> digits, int term, in Scalar scalar, int width)
    {
        ScalarSplit.Split(scalar, out var k1, out var k2);
        return Math.Max(WriteRow(digits[Row(2 * term)..], k1, width), WriteRow(digits[Row((2 * term) + 1)..], k2, width));
    }

    private static int WriteRow(Span<short> digits, in Scalar part, int width) =>
        NonAdjacentForm.Write(digits[..NonAdjacentForm.Length], part.IsHigh ? -part : part, width, part.IsHigh);

    private static void AddDigit(ref JacobianPoint sum, int digit, ReadOnlySpan<AffineLimbs> multiples)
    {
        if (digit == 0)
        {
            return;
        }

        if (digit > 0)
        {
            JacobianPoint.Add(ref sum, multiples[digit >> 1]);
            return;
        }

        AffineLimbs.NegateIf(out var opposite, multiples[-digit >> 1], isNegative: true);
        JacobianPoint.Add(ref sum, opposite);
    }
}
