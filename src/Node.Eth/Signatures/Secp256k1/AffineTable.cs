namespace Node.Eth.Signatures.Secp256k1;

/// <summary>Brings many points to their coordinates by one inversion. For public points.</summary>
internal static class AffineTable
{
    /// <summary>Writes P, 3P, 5P, …, as many as the span takes.</summary>
    public static void OddMultiples(Span<JacobianPoint> multiples, in JacobianPoint point)
    {
        var twice = point;
        JacobianPoint.Double(ref twice);
        multiples[0] = point;
        for (var i = 1; i < multiples.Length; i++)
        {
            multiples[i] = multiples[i - 1];
            JacobianPoint.Add(ref multiples[i], twice);
        }
    }

    /// <summary>The coordinates of points, none of which is the identity.</summary>
    /// <param name="points">The points.</param>
    /// <param name="affine">Takes the coordinates.</param>
    public static void Normalize(ReadOnlySpan<JacobianPoint> points, Span<AffineLimbs> affine)
    {
        // X of each result first holds the product of all Z before it.
        var product = FieldLimbs.One;
        for (var i = 0; i < points.Length; i++)
        {
            affine[i].X = product;
            FieldProducts.Multiply(out product, product, points[i].Z);
        }

        ModularInverse.Of(out var inverse, product);
        for (var i = points.Length - 1; i >= 0; i--)
        {
            FieldProducts.Multiply(out var own, inverse, affine[i].X);
            FieldProducts.Multiply(out inverse, inverse, points[i].Z);
            points[i].Scale(out affine[i], own);
        }
    }
}
