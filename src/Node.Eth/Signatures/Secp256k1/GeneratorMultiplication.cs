using System.Runtime.CompilerServices;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>Multiplies the generator by one addition per digit of the scalar.</summary>
/// <remarks>
/// An odd k is a sum of ±2^j over 258 bits: the sign at j is bit j of (k + 2^258 - 1) / 2. Six signs make an odd digit from -63 to 63, never zero.
/// An even k is replaced by n - k, and the result by its opposite.
/// </remarks>
internal static class GeneratorMultiplication
{
    /// <summary>For a secret scalar: complete additions, masks instead of branches, and no place of a table depends on it.</summary>
    public static CompletePoint Secret(in Scalar scalar)
    {
        var even = (scalar.W0 & 1) - 1;
        var odd = Odd(scalar, even);
        var sum = CompletePoint.Identity;
        for (var digit = 0; digit < GeneratorComb.Digits; digit++)
        {
            var signs = Signs(odd, digit);
            var negative = (signs >> (GeneratorComb.Width - 1)) - 1;
            GeneratorComb.SelectSecret(digit, (signs ^ negative) & ((1UL << (GeneratorComb.Width - 1)) - 1), out var point);
            point.NegateIf(negative);
            CompletePoint.Add(ref sum, point);
        }

        sum.NegateIf(even);
        return sum;
    }

    /// <summary>For a public scalar.</summary>
    public static Point Public(in Scalar scalar)
    {
        var isEven = (scalar.W0 & 1) == 0;
        var odd = Odd(scalar, isEven ? ulong.MaxValue : 0);
        var sum = JacobianPoint.Identity;
        for (var digit = 0; digit < GeneratorComb.Digits; digit++)
        {
            var signs = (int)Signs(odd, digit);
            var isNegative = signs >> (GeneratorComb.Width - 1) == 0;
            var place = (isNegative ? ~signs : signs) & ((1 << (GeneratorComb.Width - 1)) - 1);
            GeneratorComb.SelectPublic(digit, place, out var point);
            AffineLimbs.NegateIf(out point, point, isNegative);
            JacobianPoint.Add(ref sum, point);
        }

        var result = sum.ToPoint();
        return isEven ? -result : result;
    }

    // n - k where the mask says so; n itself for zero, which is odd and as good.
    private static Scalar Odd(in Scalar scalar, ulong even)
    {
        ulong borrow = 0;
        var w0 = Wide.Subtract(ScalarProducts.Order0, scalar.W0, ref borrow);
        var w1 = Wide.Subtract(ScalarProducts.Order1, scalar.W1, ref borrow);
        var w2 = Wide.Subtract(ScalarProducts.Order2, scalar.W2, ref borrow);
        var w3 = Wide.Subtract(ScalarProducts.Order3, scalar.W3, ref borrow);
        return Scalar.FromWords(
            scalar.W0 ^ ((scalar.W0 ^ w0) & even), scalar.W1 ^ ((scalar.W1 ^ w1) & even),
            scalar.W2 ^ ((scalar.W2 ^ w2) & even), scalar.W3 ^ ((scalar.W3 ^ w3) & even));
    }

    // Six bits of (k >> 1) + 2^257 from 6 * digit on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Signs(in Scalar odd, int digit)
    {
        const ulong Mask = (1 << GeneratorComb.Width) - 1;
        var bit = (digit * GeneratorComb.Width) + 1;
        var (word, shift) = (bit / 64, bit % 64);
        var low = Word(odd, word) >> shift;
        var high = shift == 0 ? 0 : Word(odd, word + 1) << (64 - shift);
        var top = digit == GeneratorComb.Digits - 1 ? 1UL << (GeneratorComb.Width - 1) : 0;
        return ((low | high) & Mask) | top;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(in Scalar scalar, int word) => word switch
    {
        0 => scalar.W0,
        1 => scalar.W1,
        2 => scalar.W2,
        3 => scalar.W3,
        _ => 0,
    };
}
