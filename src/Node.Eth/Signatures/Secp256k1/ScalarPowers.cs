namespace Node.Eth.Signatures.Secp256k1;

/// <summary>Powers of scalars with a fixed exponent, the same steps for every value.</summary>
internal static class ScalarPowers
{
    private const int Window = 4;

    /// <summary>value^(n-2): the inverse, and zero for zero.</summary>
    public static Scalar Inverse(in Scalar value)
    {
        Span<Scalar> powers = stackalloc Scalar[1 << Window];
        powers[0] = Scalar.One;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * value;
        }

        // The exponent is public, so its digits may choose.
        ReadOnlySpan<ulong> exponent =
            [ScalarProducts.Order0 - 2, ScalarProducts.Order1, ScalarProducts.Order2, ScalarProducts.Order3];
        var result = Scalar.One;
        for (var bit = 256 - Window; bit >= 0; bit -= Window)
        {
            result = result * result;
            result = result * result;
            result = result * result;
            result = result * result;
            result *= powers[(int)(exponent[bit / 64] >> (bit % 64)) & ((1 << Window) - 1)];
        }

        return result;
    }
}
