namespace Node.Eth.Signatures.Secp256k1;

/// <summary>A point as (X/Z, Y/Z), the identity as (0 : 1 : 0). For secrets: one formula adds any two points, without a branch.</summary>
/// <remarks>
/// Formulas: Renes, Costello, Batina, "Complete addition formulas for prime order elliptic curves", for a = 0 and 3b = 21.
/// Coordinates have magnitude up to 3.
/// </remarks>
internal struct CompletePoint
{
    private const ulong ThreeB = 21;

    public FieldLimbs X;
    public FieldLimbs Y;
    public FieldLimbs Z;

    public static CompletePoint Identity => new() { Y = FieldLimbs.One };

    public static CompletePoint From(in AffineLimbs point) => new() { X = point.X, Y = point.Y, Z = FieldLimbs.One };

    /// <summary>Takes over <paramref name="other"/> when the mask is all ones, nothing when it is zero.</summary>
    public void Select(in CompletePoint other, ulong mask)
    {
        X.Select(other.X, mask);
        Y.Select(other.Y, mask);
        Z.Select(other.Z, mask);
    }

    /// <summary>Takes the opposite point when the mask is all ones.</summary>
    public void NegateIf(ulong mask)
    {
        FieldLimbs.Negate(out var negative, Y, 3);
        FieldLimbs.TimesCarried(out negative, negative, 1);
        Y.Select(negative, mask);
    }

    /// <summary>Doubles: 6 products and 2 squares.</summary>
    public static void Double(ref CompletePoint p)
    {
        FieldProducts.Square(out var yy, p.Y);
        FieldProducts.Multiply(out var yz, p.Y, p.Z);
        FieldProducts.Square(out var zz, p.Z);
        FieldProducts.Multiply(out var xy, p.X, p.Y);
        FieldLimbs.TimesCarried(out zz, zz, ThreeB);
        FieldLimbs.Times(out var yy8, yy, 8);
        FieldProducts.Multiply(out var cross, zz, yy8);
        FieldProducts.Multiply(out p.Z, yz, yy8);
        FieldLimbs.Add(out var sum, yy, zz);
        FieldLimbs.Times(out zz, zz, 3);
        FieldLimbs.Subtract(out var rest, yy, zz, 3);
        FieldProducts.Multiply(out p.Y, rest, sum);
        FieldLimbs.Add(out p.Y, p.Y, cross);
        FieldProducts.Multiply(out p.X, rest, xy);
        FieldLimbs.Add(out p.X, p.X, p.X);
    }

    /// <summary>Adds a point with known coordinates: 11 products.</summary>
    public static void Add(ref CompletePoint p, in AffineLimbs q)
    {
        FieldProducts.Multiply(out var t0, p.X, q.X);
        FieldProducts.Multiply(out var t1, p.Y, q.Y);
        FieldLimbs.Add(out var t3, q.X, q.Y);
        FieldLimbs.Add(out var t4, p.X, p.Y);
        FieldProducts.Multiply(out t3, t3, t4);
        FieldLimbs.Add(out t4, t0, t1);
        FieldLimbs.Subtract(out t3, t3, t4, 2);
        FieldProducts.Multiply(out t4, q.Y, p.Z);
        FieldLimbs.Add(out t4, t4, p.Y);
        FieldProducts.Multiply(out var y3, q.X, p.Z);
        FieldLimbs.Add(out y3, y3, p.X);
        FieldLimbs.TimesCarried(out var t2, p.Z, ThreeB);
        Finish(ref p, t0, t1, t2, t3, t4, y3);
    }

    /// <summary>Adds: 12 products.</summary>
    public static void Add(ref CompletePoint p, in CompletePoint q)
    {
        FieldProducts.Multiply(out var t0, p.X, q.X);
        FieldProducts.Multiply(out var t1, p.Y, q.Y);
        FieldProducts.Multiply(out var t2, p.Z, q.Z);
        Cross(out var t3, p.X, p.Y, q.X, q.Y, t0, t1);
        Cross(out var t4, p.Y, p.Z, q.Y, q.Z, t1, t2);
        Cross(out var y3, p.X, p.Z, q.X, q.Z, t0, t2);
        FieldLimbs.TimesCarried(out t2, t2, ThreeB);
        Finish(ref p, t0, t1, t2, t3, t4, y3);
    }

    /// <summary>Whether this is a given point, which is not the identity. Spares the inversion; says nothing else of either.</summary>
    public readonly bool Is(in AffineLimbs other)
    {
        FieldProducts.Multiply(out var x, other.X, Z);
        FieldProducts.Multiply(out var y, other.Y, Z);
        FieldLimbs.Subtract(out x, x, X, 3);
        FieldLimbs.Subtract(out y, y, Y, 3);
        return (x.ZeroMask() & y.ZeroMask() & ~Z.ZeroMask()) != 0;
    }

    /// <summary>The coordinates, by one inversion; the identity comes out as (0, 0), which is how <see cref="Point"/> holds it.</summary>
    public readonly Point ToPoint()
    {
        ModularInverse.Of(out var inverse, Z);
        AffineLimbs affine;
        FieldProducts.Multiply(out affine.X, X, inverse);
        FieldProducts.Multiply(out affine.Y, Y, inverse);
        return Point.From(affine);
    }

    /// <summary>The coordinates of points, none of which is the identity, by one inversion for all.</summary>
    public static void ToAffine(ReadOnlySpan<CompletePoint> points, Span<AffineLimbs> results)
    {
        Span<FieldLimbs> before = stackalloc FieldLimbs[points.Length];
        var product = FieldLimbs.One;
        for (var i = 0; i < points.Length; i++)
        {
            before[i] = product;
            FieldProducts.Multiply(out product, product, points[i].Z);
        }

        ModularInverse.Of(out var inverse, product);
        for (var i = points.Length - 1; i >= 0; i--)
        {
            FieldProducts.Multiply(out var own, inverse, before[i]);
            FieldProducts.Multiply(out inverse, inverse, points[i].Z);
            FieldProducts.Multiply(out results[i].X, points[i].X, own);
            FieldProducts.Multiply(out results[i].Y, points[i].Y, own);
        }
    }

    // (a + b)(c + d) - ac - bd = ad + bc, magnitude 4.
    private static void Cross(
        out FieldLimbs result, in FieldLimbs a, in FieldLimbs b, in FieldLimbs c, in FieldLimbs d, in FieldLimbs ac, in FieldLimbs bd)
    {
        FieldLimbs.Add(out result, a, b);
        FieldLimbs.Add(out var other, c, d);
        FieldProducts.Multiply(out result, result, other);
        FieldLimbs.Add(out other, ac, bd);
        FieldLimbs.Subtract(out result, result, other, 2);
    }

    // t0 = X1 X2, t1 = Y1 Y2, t2 = 3b Z1 Z2, and the cross terms t3 of X and Y, t4 of Y and Z, y3 of X and Z.
    private static void Finish(
        ref CompletePoint p, in FieldLimbs t0, in FieldLimbs t1, in FieldLimbs t2, in FieldLimbs t3, in FieldLimbs t4, in FieldLimbs xz)
    {
        FieldLimbs.Times(out var xx3, t0, 3);
        FieldLimbs.TimesCarried(out var y3, xz, ThreeB);
        FieldLimbs.Add(out var plus, t1, t2);
        FieldLimbs.Subtract(out var minus, t1, t2, 1);
        FieldProducts.Multiply(out var u, t3, minus);
        FieldProducts.Multiply(out var v, t4, y3);
        FieldLimbs.Subtract(out p.X, u, v, 1);
        FieldProducts.Multiply(out u, minus, plus);
        FieldProducts.Multiply(out v, y3, xx3);
        FieldLimbs.Add(out p.Y, u, v);
        FieldProducts.Multiply(out u, plus, t4);
        FieldProducts.Multiply(out v, xx3, t3);
        FieldLimbs.Add(out p.Z, u, v);
    }
}
