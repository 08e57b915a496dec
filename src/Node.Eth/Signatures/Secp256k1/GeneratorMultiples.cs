namespace Node.Eth.Signatures.Secp256k1;

/// <summary>G, 3G, 5G, … and the same times lambda, for sums of public products. Made at the first use.</summary>
internal static class GeneratorMultiples
{
    /// <summary>Bits of a digit.</summary>
    public const int Width = 10;

    private const int Count = 1 << (Width - 2);

    /// <summary>Odd multiples of G: the digit d is at d / 2.</summary>
    public static AffineLimbs[] OfGenerator { get; } = Make();

    /// <summary>The same multiples of lambda G.</summary>
    public static AffineLimbs[] OfLambda { get; } = Array.ConvertAll(OfGenerator, point =>
    {
        ScalarSplit.TimesBeta(out point.X, point.X);
        return point;
    });

    private static AffineLimbs[] Make()
    {
        var points = new JacobianPoint[Count];
        AffineTable.OddMultiples(points, JacobianPoint.From(Point.Generator));
        var affine = new AffineLimbs[Count];
        AffineTable.Normalize(points, affine);
        return affine;
    }
}
