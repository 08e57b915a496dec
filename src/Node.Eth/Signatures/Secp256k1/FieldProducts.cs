using System.Runtime.CompilerServices;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>Products in the field. The factors are shifted up by 6 bits each, so that a product of 128 bits falls apart at bit 52 of the true
/// one: its upper word counts in the next column, its lower one (shifted down by 12) in its own, and no sum of either overflows or carries.</summary>
/// <remarks>Compiled to the end at the first call: nothing here gets faster by waiting, and its timing is then the same from the start.</remarks>
internal static class FieldProducts
{
    // 2^260 modulo the prime, and both folds shifted up by 12 for the same trick.
    private const ulong Fold260 = (FieldLimbs.Fold << 4) << 12;
    private const ulong Fold256 = FieldLimbs.Fold << 12;

    /// <summary>left * right, of magnitude 1. The result may be one of the factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(out FieldLimbs result, in FieldLimbs left, in FieldLimbs right)
    {
        ulong a0 = left.N0 << 6, a1 = left.N1 << 6, a2 = left.N2 << 6, a3 = left.N3 << 6, a4 = left.N4 << 6;
        ulong b0 = right.N0 << 6, b1 = right.N1 << 6, b2 = right.N2 << 6, b3 = right.N3 << 6, b4 = right.N4 << 6;

        var c4 = ((a0 * b4) >> 12) + ((a1 * b3) >> 12) + ((a2 * b2) >> 12) + ((a3 * b1) >> 12) + ((a4 * b0) >> 12);
        var h4 = Wide.High(a0, b4) + Wide.High(a1, b3) + Wide.High(a2, b2) + Wide.High(a3, b1) + Wide.High(a4, b0);

        var c5 = ((a1 * b4) >> 12) + ((a2 * b3) >> 12) + ((a3 * b2) >> 12) + ((a4 * b1) >> 12) + h4;
        var h5 = Wide.High(a1, b4) + Wide.High(a2, b3) + Wide.High(a3, b2) + Wide.High(a4, b1);

        var c6 = ((a2 * b4) >> 12) + ((a3 * b3) >> 12) + ((a4 * b2) >> 12) + h5;
        var h6 = Wide.High(a2, b4) + Wide.High(a3, b3) + Wide.High(a4, b2);

        var c7 = ((a3 * b4) >> 12) + ((a4 * b3) >> 12) + h6;
        var h7 = Wide.High(a3, b4) + Wide.High(a4, b3);

        var c8 = ((a4 * b4) >> 12) + h7;
        var h8 = Wide.High(a4, b4);

        var c0 = ((a0 * b0) >> 12) + ((c5 * Fold260) >> 12);
        var h0 = Wide.High(a0, b0) + Wide.High(c5, Fold260);

        var c1 = ((a0 * b1) >> 12) + ((a1 * b0) >> 12) + ((c6 * Fold260) >> 12) + h0;
        var h1 = Wide.High(a0, b1) + Wide.High(a1, b0) + Wide.High(c6, Fold260);

        var c2 = ((a0 * b2) >> 12) + ((a1 * b1) >> 12) + ((a2 * b0) >> 12) + ((c7 * Fold260) >> 12) + h1;
        var h2 = Wide.High(a0, b2) + Wide.High(a1, b1) + Wide.High(a2, b0) + Wide.High(c7, Fold260);

        var c3 = ((a0 * b3) >> 12) + ((a1 * b2) >> 12) + ((a2 * b1) >> 12) + ((a3 * b0) >> 12) + ((c8 * Fold260) >> 12) + h2;
        var h3 = Wide.High(a0, b3) + Wide.High(a1, b2) + Wide.High(a2, b1) + Wide.High(a3, b0) + Wide.High(c8, Fold260);

        c4 += h3 + ((h8 * Fold260) >> 12);
        Carry(out result, c0, c1, c2, c3, c4, Wide.High(h8, Fold260));
    }

    /// <summary>value * value, of magnitude 1. The result may be the factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Square(out FieldLimbs result, in FieldLimbs value)
    {
        ulong a0 = value.N0 << 6, a1 = value.N1 << 6, a2 = value.N2 << 6, a3 = value.N3 << 6, a4 = value.N4 << 6;
        ulong d0 = a0 << 1, d1 = a1 << 1, d2 = a2 << 1, d3 = a3 << 1;

        var c4 = ((d0 * a4) >> 12) + ((d1 * a3) >> 12) + ((a2 * a2) >> 12);
        var h4 = Wide.High(d0, a4) + Wide.High(d1, a3) + Wide.High(a2, a2);

        var c5 = ((d1 * a4) >> 12) + ((d2 * a3) >> 12) + h4;
        var h5 = Wide.High(d1, a4) + Wide.High(d2, a3);

        var c6 = ((d2 * a4) >> 12) + ((a3 * a3) >> 12) + h5;
        var h6 = Wide.High(d2, a4) + Wide.High(a3, a3);

        var c7 = ((d3 * a4) >> 12) + h6;
        var h7 = Wide.High(d3, a4);

        var c8 = ((a4 * a4) >> 12) + h7;
        var h8 = Wide.High(a4, a4);

        var c0 = ((a0 * a0) >> 12) + ((c5 * Fold260) >> 12);
        var h0 = Wide.High(a0, a0) + Wide.High(c5, Fold260);

        var c1 = ((d0 * a1) >> 12) + ((c6 * Fold260) >> 12) + h0;
        var h1 = Wide.High(d0, a1) + Wide.High(c6, Fold260);

        var c2 = ((d0 * a2) >> 12) + ((a1 * a1) >> 12) + ((c7 * Fold260) >> 12) + h1;
        var h2 = Wide.High(d0, a2) + Wide.High(a1, a1) + Wide.High(c7, Fold260);

        var c3 = ((d0 * a3) >> 12) + ((d1 * a2) >> 12) + ((c8 * Fold260) >> 12) + h2;
        var h3 = Wide.High(d0, a3) + Wide.High(d1, a2) + Wide.High(c8, Fold260);

        c4 += h3 + ((h8 * Fold260) >> 12);
        Carry(out result, c0, c1, c2, c3, c4, Wide.High(h8, Fold260));
    }

    /// <summary>Squares as often as said.</summary>
    public static void Square(out FieldLimbs result, in FieldLimbs value, int times)
    {
        Square(out result, value);
        for (var i = 1; i < times; i++)
        {
            Square(out result, result);
        }
    }

    // What stands above bit 256 is folded down once: in the top limb, and in the column above it that the products of c9 reached.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Carry(out FieldLimbs result, ulong c0, ulong c1, ulong c2, ulong c3, ulong c4, ulong over)
    {
        c1 += c0 >> 52;
        c2 += c1 >> 52;
        c3 += c2 >> 52;
        c4 += c3 >> 52;
        var high = Wide.Multiply((over << 4) + (c4 >> 48), Fold256, out var low);
        result.N0 = (c0 & FieldLimbs.Mask52) + (low >> 12);
        result.N1 = (c1 & FieldLimbs.Mask52) + high;
        result.N2 = c2 & FieldLimbs.Mask52;
        result.N3 = c3 & FieldLimbs.Mask52;
        result.N4 = c4 & FieldLimbs.Mask48;
    }
}
