using System.Runtime.CompilerServices;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>
/// The curve's endomorphism: lambda times (x, y) is (beta x, y). A scalar is split into k1 + k2 lambda with both parts of 128 bits, which halves
/// the doublings. The same steps for every value.
/// </summary>
internal static class ScalarSplit
{
    /// <summary>Words of the cube root of one modulo the order.</summary>
    public static Scalar Lambda => Scalar.FromWords(0xDF02967C1B23BD72, 0x122E22EA20816678, 0xA5261C028812645A, 0x5363AD4CC05C30E0);

    // A short basis of the lattice of all (a, b) with a + b lambda = 0 is (a1, b1), (a2, b2) with b2 = a1;
    // and the quotients of b2 and -b1 by the order, scaled by 2^384, for rounding k/n to the lattice.
    private static Scalar MinusB1 => Scalar.FromWords(0x6F547FA90ABFE4C3, 0xE4437ED6010E8828, 0, 0);

    private static Scalar MinusB2 => Scalar.FromWords(0xD765CDA83DB1562C, 0x8A280AC50774346D, 0xFFFFFFFFFFFFFFFE, 0xFFFFFFFFFFFFFFFF);

    private static Scalar Quotient1 => Scalar.FromWords(0xE893209A45DBB031, 0x3DAA8A1471E8CA7F, 0xE86C90E49284EB15, 0x3086D221A7D46BCD);

    private static Scalar Quotient2 => Scalar.FromWords(0x1571B4AE8AC47F71, 0x221208AC9DF506C6, 0x6F547FA90ABFE4C4, 0xE4437ED6010E8828);

    /// <summary>Splits a scalar. The parts may be negative, that is high; their absolute values are below 0.65 * 2^128.</summary>
    public static void Split(in Scalar k, out Scalar k1, out Scalar k2)
    {
        k2 = (RoundedProduct(k, Quotient1) * MinusB1) + (RoundedProduct(k, Quotient2) * MinusB2);
        k1 = k - (k2 * Lambda);
    }

    /// <summary>beta x, of magnitude 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TimesBeta(out FieldLimbs result, in FieldLimbs x)
    {
        FieldLimbs.FromWords(0xC1396C28719501EE, 0x9CF0497512F58995, 0x6E64479EAC3434E9, 0x7AE96A2B657C0710, out var beta);
        FieldProducts.Multiply(out result, x, beta);
    }

    // The upper 128 bits of the product, rounded.
    private static Scalar RoundedProduct(in Scalar k, in Scalar quotient)
    {
        ScalarProducts.Multiply(out var product, k, quotient);
        var carry = product.W5 >> 63;
        var low = Wide.Add(product.W6, 0, ref carry);
        return Scalar.FromWords(low, product.W7 + carry, 0, 0);
    }
}
