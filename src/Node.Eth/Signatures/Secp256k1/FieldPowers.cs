namespace Node.Eth.Signatures.Secp256k1;

/// <summary>The power that gives square roots, the same steps for every value.</summary>
internal static class FieldPowers
{
    /// <summary>value^((p+1)/4): a square root when there is one.</summary>
    public static void RootCandidate(out FieldLimbs result, in FieldLimbs value)
    {
        Runs(value, out var x2, out var x22, out var x223);

        // (p+1)/4 in binary: 223 ones, a zero, 22 ones, 00001100.
        FieldProducts.Square(out var t, x223, 23);
        FieldProducts.Multiply(out t, t, x22);
        FieldProducts.Square(out t, t, 6);
        FieldProducts.Multiply(out t, t, x2);
        FieldProducts.Square(out result, t, 2);
    }

    // value^(2^k - 1), that is an exponent of k ones, for the lengths of runs in both exponents.
    private static void Runs(in FieldLimbs value, out FieldLimbs x2, out FieldLimbs x22, out FieldLimbs x223)
    {
        Join(out x2, value, value, 1);
        Join(out var x3, x2, value, 1);
        Join(out var x6, x3, x3, 3);
        Join(out var x9, x6, x3, 3);
        Join(out var x11, x9, x2, 2);
        Join(out x22, x11, x11, 11);
        Join(out var x44, x22, x22, 22);
        Join(out var x88, x44, x44, 44);
        Join(out var x176, x88, x88, 88);
        Join(out var x220, x176, x44, 44);
        Join(out x223, x220, x3, 3);
    }

    private static void Join(out FieldLimbs result, in FieldLimbs first, in FieldLimbs second, int secondLength)
    {
        FieldProducts.Square(out var shifted, first, secondLength);
        FieldProducts.Multiply(out result, shifted, second);
    }
}
