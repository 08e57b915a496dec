namespace Node.Eth.Signatures.Secp256k1;

/// <summary>A point as (X/Z^2, Y/Z^3). For public points only: the steps depend on the values.</summary>
/// <remarks>X and Y have magnitude up to 4, Z has 1.</remarks>
internal struct JacobianPoint
{
    public FieldLimbs X;
    public FieldLimbs Y;
    public FieldLimbs Z;
    public bool IsIdentity;

    public static JacobianPoint Identity => new() { IsIdentity = true };

    public static JacobianPoint From(in AffineLimbs point) => new() { X = point.X, Y = point.Y, Z = FieldLimbs.One };

    public static JacobianPoint From(in Point point) => point.IsIdentity ? Identity : From(point.ToLimbs());

    /// <summary>Doubles: 3 products and 4 squares. No point of this group has y = 0.</summary>
    public static void Double(ref JacobianPoint p)
    {
        if (p.IsIdentity)
        {
            return;
        }

        FieldProducts.Multiply(out p.Z, p.Z, p.Y);
        FieldProducts.Square(out var s, p.Y);
        FieldProducts.Square(out var l, p.X);
        FieldLimbs.Times(out l, l, 3);
        FieldLimbs.Half(out l, l); // 3/2 X^2, magnitude 2
        FieldLimbs.Negate(out var t, s, 1);
        FieldProducts.Multiply(out t, t, p.X); // -X Y^2
        FieldProducts.Square(out p.X, l);
        FieldLimbs.Add(out p.X, p.X, t);
        FieldLimbs.Add(out p.X, p.X, t);
        FieldProducts.Square(out s, s);
        FieldLimbs.Add(out t, t, p.X);
        FieldProducts.Multiply(out t, t, l);
        FieldLimbs.Add(out t, t, s);
        FieldLimbs.Negate(out p.Y, t, 2);
    }

    /// <summary>Adds a point with known coordinates: 8 products and 3 squares.</summary>
    public static void Add(ref JacobianPoint p, in AffineLimbs q)
    {
        if (p.IsIdentity)
        {
            p = From(q);
            return;
        }

        FieldProducts.Square(out var zz, p.Z);
        FieldProducts.Multiply(out var u2, q.X, zz);
        FieldProducts.Multiply(out var s2, q.Y, zz);
        FieldProducts.Multiply(out s2, s2, p.Z);
        var (x, y) = (p.X, p.Y);
        FieldLimbs.Subtract(out var h, u2, x, 4);
        FieldLimbs.Subtract(out var i, y, s2, 1);
        if (Sum(ref p, h, i, x, y))
        {
            FieldProducts.Multiply(out p.Z, p.Z, h);
        }
    }

    /// <summary>Adds: 12 products and 4 squares.</summary>
    public static void Add(ref JacobianPoint p, in JacobianPoint q)
    {
        if (q.IsIdentity)
        {
            return;
        }

        if (p.IsIdentity)
        {
            p = q;
            return;
        }

        FieldProducts.Square(out var zz1, p.Z);
        FieldProducts.Square(out var zz2, q.Z);
        FieldProducts.Multiply(out var u1, p.X, zz2);
        FieldProducts.Multiply(out var u2, q.X, zz1);
        FieldProducts.Multiply(out var s1, p.Y, zz2);
        FieldProducts.Multiply(out s1, s1, q.Z);
        FieldProducts.Multiply(out var s2, q.Y, zz1);
        FieldProducts.Multiply(out s2, s2, p.Z);
        FieldLimbs.Subtract(out var h, u2, u1, 1);
        FieldLimbs.Subtract(out var i, s1, s2, 1);
        if (Sum(ref p, h, i, u1, s1))
        {
            FieldProducts.Multiply(out h, h, q.Z);
            FieldProducts.Multiply(out p.Z, p.Z, h);
        }
    }

    /// <summary>The coordinates, by one inversion.</summary>
    public readonly Point ToPoint()
    {
        if (IsIdentity)
        {
            return Point.Identity;
        }

        ModularInverse.Of(out var inverse, Z);
        Scale(out var affine, inverse);
        return Point.From(affine);
    }

    /// <summary>The coordinates, when the inverse of Z is known.</summary>
    public readonly void Scale(out AffineLimbs affine, in FieldLimbs inverse)
    {
        FieldProducts.Square(out var square, inverse);
        FieldProducts.Multiply(out affine.X, X, square);
        FieldProducts.Multiply(out square, square, inverse);
        FieldProducts.Multiply(out affine.Y, Y, square);
    }

    // X and Y of the sum from h = u2 - u1 and i = s1 - s2. False when the points were equal or opposite, and the sum is done.
    private static bool Sum(ref JacobianPoint p, in FieldLimbs h, in FieldLimbs i, in FieldLimbs u1, in FieldLimbs s1)
    {
        if (h.IsZeroPublic())
        {
            if (i.IsZeroPublic())
            {
                Double(ref p);
            }
            else
            {
                p = Identity;
            }

            return false;
        }

        FieldProducts.Square(out var hh, h);
        FieldLimbs.Negate(out hh, hh, 1);
        FieldProducts.Multiply(out var hhh, hh, h); // -h^3
        FieldProducts.Multiply(out var t, u1, hh); // -u1 h^2
        FieldProducts.Square(out p.X, i);
        FieldLimbs.Add(out p.X, p.X, hhh);
        FieldLimbs.Add(out p.X, p.X, t);
        FieldLimbs.Add(out p.X, p.X, t);
        FieldLimbs.Add(out t, t, p.X);
        FieldProducts.Multiply(out t, t, i);
        FieldProducts.Multiply(out hhh, hhh, s1);
        FieldLimbs.Add(out p.Y, t, hhh);
        return true;
    }
}
