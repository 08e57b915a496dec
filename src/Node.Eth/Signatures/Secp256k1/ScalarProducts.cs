using System.Runtime.CompilerServices;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>Products of scalars, and their reduction modulo the order, the same steps for every value.</summary>
internal static class ScalarProducts
{
    // The order of the group, the lowest word first.
    public const ulong Order0 = 0xBFD25E8CD0364141;
    public const ulong Order1 = 0xBAAEDCE6AF48A03B;
    public const ulong Order2 = 0xFFFFFFFFFFFFFFFE;
    public const ulong Order3 = 0xFFFFFFFFFFFFFFFF;

    // 2^256 less the order, whose third word is 1.
    private const ulong Fold0 = 0x402DA1732FC9BEBF;
    private const ulong Fold1 = 0x4551231950B75FC4;

    /// <summary>A product before its reduction, the lowest word first.</summary>
    public static void Multiply(out Words8 product, in Scalar left, in Scalar right)
    {
        ulong b0 = right.W0, b1 = right.W1, b2 = right.W2, b3 = right.W3;
        ulong carry = 0;
        product.W0 = Wide.MultiplyAdd(left.W0, b0, 0, ref carry);
        var r1 = Wide.MultiplyAdd(left.W0, b1, 0, ref carry);
        var r2 = Wide.MultiplyAdd(left.W0, b2, 0, ref carry);
        var r3 = Wide.MultiplyAdd(left.W0, b3, 0, ref carry);
        var r4 = carry;

        carry = 0;
        product.W1 = Wide.MultiplyAdd(left.W1, b0, r1, ref carry);
        r2 = Wide.MultiplyAdd(left.W1, b1, r2, ref carry);
        r3 = Wide.MultiplyAdd(left.W1, b2, r3, ref carry);
        r4 = Wide.MultiplyAdd(left.W1, b3, r4, ref carry);
        var r5 = carry;

        carry = 0;
        product.W2 = Wide.MultiplyAdd(left.W2, b0, r2, ref carry);
        r3 = Wide.MultiplyAdd(left.W2, b1, r3, ref carry);
        r4 = Wide.MultiplyAdd(left.W2, b2, r4, ref carry);
        r5 = Wide.MultiplyAdd(left.W2, b3, r5, ref carry);
        var r6 = carry;

        carry = 0;
        product.W3 = Wide.MultiplyAdd(left.W3, b0, r3, ref carry);
        product.W4 = Wide.MultiplyAdd(left.W3, b1, r4, ref carry);
        product.W5 = Wide.MultiplyAdd(left.W3, b2, r5, ref carry);
        product.W6 = Wide.MultiplyAdd(left.W3, b3, r6, ref carry);
        product.W7 = carry;
    }

    /// <summary>The product of two scalars.</summary>
    public static Scalar Multiply(in Scalar left, in Scalar right)
    {
        Multiply(out var product, left, right);
        return Reduce(product);
    }

    /// <summary>A number of 512 bits modulo the order.</summary>
    public static Scalar Reduce(in Words8 value)
    {
        // 512 bits become 386: the upper four words count 2^256 - n each.
        ulong h0 = value.W4, h1 = value.W5, h2 = value.W6, h3 = value.W7;
        ulong carry = 0;
        var r0 = Wide.MultiplyAdd(h0, Fold0, value.W0, ref carry);
        var r1 = Wide.MultiplyAdd(h1, Fold0, value.W1, ref carry);
        var r2 = Wide.MultiplyAdd(h2, Fold0, value.W2, ref carry);
        var r3 = Wide.MultiplyAdd(h3, Fold0, value.W3, ref carry);
        var r4 = carry;
        carry = 0;
        r1 = Wide.MultiplyAdd(h0, Fold1, r1, ref carry);
        r2 = Wide.MultiplyAdd(h1, Fold1, r2, ref carry);
        r3 = Wide.MultiplyAdd(h2, Fold1, r3, ref carry);
        r4 = Wide.MultiplyAdd(h3, Fold1, r4, ref carry);
        var r5 = carry;
        carry = 0;
        r2 = Wide.Add(r2, h0, ref carry);
        r3 = Wide.Add(r3, h1, ref carry);
        r4 = Wide.Add(r4, h2, ref carry);
        r5 = Wide.Add(r5, h3, ref carry);
        var r6 = carry;

        // 386 become 259.
        (h0, h1, h2) = (r4, r5, r6);
        carry = 0;
        r0 = Wide.MultiplyAdd(h0, Fold0, r0, ref carry);
        r1 = Wide.MultiplyAdd(h1, Fold0, r1, ref carry);
        r2 = Wide.MultiplyAdd(h2, Fold0, r2, ref carry);
        r3 = Wide.Add(r3, 0, carry, out r4);
        carry = 0;
        r1 = Wide.MultiplyAdd(h0, Fold1, r1, ref carry);
        r2 = Wide.MultiplyAdd(h1, Fold1, r2, ref carry);
        r3 = Wide.MultiplyAdd(h2, Fold1, r3, ref carry);
        r4 += carry;
        carry = 0;
        r2 = Wide.Add(r2, h0, ref carry);
        r3 = Wide.Add(r3, h1, ref carry);
        r4 += h2 + carry;
        return Fold(r0, r1, r2, r3, r4);
    }

    /// <summary>Four words and a small fifth modulo the order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar Fold(ulong r0, ulong r1, ulong r2, ulong r3, ulong above)
    {
        ulong carry = 0;
        r0 = Wide.MultiplyAdd(above, Fold0, r0, ref carry);
        r1 = Wide.MultiplyAdd(above, Fold1, r1, ref carry);
        r2 = Wide.MultiplyAdd(above, 1, r2, ref carry);
        r3 = Wide.Add(r3, 0, carry, out carry);

        // When that overflowed, what is left is small, and one more fold ends it.
        var again = 0UL - carry;
        carry = 0;
        r0 = Wide.Add(r0, Fold0 & again, ref carry);
        r1 = Wide.Add(r1, Fold1 & again, ref carry);
        r2 = Wide.Add(r2, 1 & again, ref carry);
        r3 += carry;
        return SubtractOrder(r0, r1, r2, r3);
    }

    /// <summary>Subtracts the order once from four words when they reach it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar SubtractOrder(ulong r0, ulong r1, ulong r2, ulong r3)
    {
        ulong borrow = 0;
        var s0 = Wide.Subtract(r0, Order0, ref borrow);
        var s1 = Wide.Subtract(r1, Order1, ref borrow);
        var s2 = Wide.Subtract(r2, Order2, ref borrow);
        var s3 = Wide.Subtract(r3, Order3, ref borrow);
        var keep = 0UL - borrow;
        return Scalar.FromWords(
            (r0 & keep) | (s0 & ~keep), (r1 & keep) | (s1 & ~keep), (r2 & keep) | (s2 & ~keep), (r3 & keep) | (s3 & ~keep));
    }
}
