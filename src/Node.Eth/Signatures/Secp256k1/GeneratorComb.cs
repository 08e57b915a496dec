using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>
/// (2j+1) * 64^i * G for every digit i and every j below 32: multiplying the generator is then one addition per digit. Made at the first use, 86 KiB.
/// </summary>
internal static class GeneratorComb
{
    /// <summary>Bits of a digit.</summary>
    public const int Width = 6;

    /// <summary>Digits of a scalar.</summary>
    public const int Digits = 43;

    private const int Multiples = 1 << (Width - 1);

    // The words of x and y, so that a point is two vectors.
    private const int WordsPerPoint = 8;

    private static readonly ulong[] Table = Make();

    /// <summary>The point at a place that is secret: every point of the digit is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SelectSecret(int digit, ulong place, out AffineLimbs point)
    {
        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Table), digit * Multiples * WordsPerPoint);
        var wanted = Vector256.Create(place);
        var (x, y, at) = (Vector256<ulong>.Zero, Vector256<ulong>.Zero, Vector256<ulong>.Zero);
        for (nuint i = 0; i < Multiples; i++)
        {
            var mask = Vector256.Equals(at, wanted);
            x |= mask & Vector256.LoadUnsafe(ref first, i * WordsPerPoint);
            y |= mask & Vector256.LoadUnsafe(ref first, (i * WordsPerPoint) + 4);
            at += Vector256<ulong>.One;
        }

        FieldLimbs.FromWords(x[0], x[1], x[2], x[3], out point.X);
        FieldLimbs.FromWords(y[0], y[1], y[2], y[3], out point.Y);
    }

    /// <summary>The point at a public place.</summary>
    public static void SelectPublic(int digit, int place, out AffineLimbs point)
    {
        ReadOnlySpan<ulong> words = Table.AsSpan(((digit * Multiples) + place) * WordsPerPoint, WordsPerPoint);
        FieldLimbs.FromWords(words[0], words[1], words[2], words[3], out point.X);
        FieldLimbs.FromWords(words[4], words[5], words[6], words[7], out point.Y);
    }

    private static ulong[] Make()
    {
        var points = new JacobianPoint[Digits * Multiples];
        var power = JacobianPoint.From(Point.Generator);
        for (var digit = 0; digit < Digits; digit++)
        {
            AffineTable.OddMultiples(points.AsSpan(digit * Multiples, Multiples), power);
            for (var bit = 0; bit < Width; bit++)
            {
                JacobianPoint.Double(ref power);
            }
        }

        var affine = new AffineLimbs[points.Length];
        AffineTable.Normalize(points, affine);
        var table = new ulong[points.Length * WordsPerPoint];
        for (var i = 0; i < affine.Length; i++)
        {
            var words = table.AsSpan(i * WordsPerPoint, WordsPerPoint);
            affine[i].X.Normalize();
            affine[i].Y.Normalize();
            affine[i].X.ToWords(out words[0], out words[1], out words[2], out words[3]);
            affine[i].Y.ToWords(out words[4], out words[5], out words[6], out words[7]);
        }

        return table;
    }
}
