using System.Numerics;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.Vrf;

/// <summary>A sum of two points as the contracts compute it: a fraction whose common denominator is not reduced.</summary>
/// <param name="X">Numerator of x.</param>
/// <param name="Y">Numerator of y.</param>
/// <param name="Z">Denominator of both; zero when the points share their x.</param>
public sealed record ProjectiveSum(BigInteger X, BigInteger Y, BigInteger Z)
{
    /// <summary>The inverse of <see cref="Z"/>; null when there is none.</summary>
    public BigInteger? ZInv => Inverse is { } inverse ? Words.Read(inverse.ToBytes()) : null;

    private FieldElement? Inverse { get; init; }

    /// <summary>The sum of two points that are not the identity.</summary>
    public static ProjectiveSum Of(Point p, Point q)
    {
        // slope = lx/lz; x3 = slope² - x1 - x2 over dx = lz²; y3 = slope·(x1 - x3) - y1 over dy = lz·dx.
        FieldElement x1 = p.X, y1 = p.Y, x2 = q.X, y2 = q.Y;
        var lx = y2 - y1;
        var lz = x2 - x1;
        var dx = lz * lz;
        var sx = (lx * lx) - ((x1 + x2) * dx);
        var dy = lz * dx;
        var sy = (lx * ((x1 * dx) - sx)) - (y1 * dy);

        // As the contracts: over one denominator by crosswise products, unless the two are equal already.
        var isCommon = dx == dy;
        var z = isCommon ? dx : dx * dy;
        return new ProjectiveSum(
            Number(isCommon ? sx : sx * dy), Number(isCommon ? sy : sy * dx), Number(z)) { Inverse = z.IsZero ? null : z.Inverse() };
    }

    private static BigInteger Number(FieldElement value) => Words.Read(value.ToBytes());
}
