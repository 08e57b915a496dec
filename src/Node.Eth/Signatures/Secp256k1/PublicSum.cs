using System.Buffers;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>Sums of products of public scalars and public points: all share one chain of doublings (Straus), each scalar is split in two.</summary>
internal static class PublicSum
{
    /// <summary>How many odd multiples of each point are needed.</summary>
    public const int Multiples = 1 << (Width - 2);

    private const int Width = 5;

    // Up to here the work space is on the stack.
    private const int SmallMax = 2;

    /// <summary>The sum of all products, and of a multiple of the generator.</summary>
    public static Point Compute(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<Point> points, in Scalar ofGenerator) =>
        Sum(scalars, points, ofGenerator).ToPoint();

    /// <summary>Whether the sum of two products is a given point; none of the points is the identity, no scalar zero.</summary>
    /// <param name="expected">The point.</param>
    /// <param name="first">A scalar.</param>
    /// <param name="ofFirst">P, 3P, 5P, … of its point, <see cref="Multiples"/> of them.</param>
    /// <param name="second">Another.</param>
    /// <param name="ofSecond">Likewise.</param>
    public static bool Is(
        in AffineLimbs expected, in Scalar first, ReadOnlySpan<AffineLimbs> ofFirst, in Scalar second, ReadOnlySpan<AffineLimbs> ofSecond)
    {
        Span<AffineLimbs> affine = stackalloc AffineLimbs[2 * SmallMax * Multiples];
        Span<short> digits = stackalloc short[2 * SmallMax * NonAdjacentForm.Length];
        ofFirst[..Multiples].CopyTo(affine);
        ofSecond[..Multiples].CopyTo(affine[Multiples..]);
        WriteImages(affine, SmallMax * Multiples);
        var end = Math.Max(WriteDigits(digits, 0, first, Width), WriteDigits(digits, 1, second, Width));
        var rest = Sum(SmallMax, end, affine, digits, hasGenerator: false);
        AffineLimbs.NegateIf(out var opposite, expected, isNegative: true);
        JacobianPoint.Add(ref rest, opposite);
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

        if (terms > 0)
        {
            var count = terms * Multiples;
            AffineTable.Normalize(jacobian[..count], affine[..count]);
            WriteImages(affine, count);
        }

        if (!ofGenerator.IsZero)
        {
            end = Math.Max(end, WriteDigits(digits, terms, ofGenerator, GeneratorMultiples.Width));
        }

        return Sum(terms, end, affine, digits, !ofGenerator.IsZero);
    }

    // Lambda times each of the first ones, behind them.
    private static void WriteImages(Span<AffineLimbs> affine, int count)
    {
        for (var i = 0; i < count; i++)
        {
            ScalarSplit.TimesBeta(out affine[count + i].X, affine[i].X);
            affine[count + i].Y = affine[i].Y;
        }
    }

    private static JacobianPoint Sum(int terms, int end, ReadOnlySpan<AffineLimbs> affine, ReadOnlySpan<short> digits, bool hasGenerator)
    {
        var count = terms * Multiples;
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
