using System.Runtime.CompilerServices;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>Inverses modulo an odd number by division steps, the same number of the same steps for every value.</summary>
/// <remarks>
/// Bernstein and Yang, "Fast constant-time gcd computation and modular inversion": 590 steps are enough for 256 bits when delta starts at 1/2.
/// 59 steps at a time are done on the lowest word alone and gathered in a matrix, which is then applied to the whole numbers.
/// </remarks>
internal static class ModularInverse
{
    private const int Rounds = 10;
    private const int StepsPerRound = 59;

    /// <summary>The prime of the field, and its inverse modulo 2^62.</summary>
    private static readonly Modulus Prime = new(
        Signed62.FromWords(0xFFFFFFFEFFFFFC2F, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue), 0x27C7F6E22DDACACF);

    /// <summary>The order of the group, and its inverse modulo 2^62.</summary>
    private static readonly Modulus Order = new(
        Signed62.FromWords(ScalarProducts.Order0, ScalarProducts.Order1, ScalarProducts.Order2, ScalarProducts.Order3), 0x34F20099AA774EC1);

    /// <summary>The inverse of a scalar, and zero for zero.</summary>
    public static Scalar Of(in Scalar value)
    {
        var result = Compute(Signed62.FromWords(value.W0, value.W1, value.W2, value.W3), Order);
        result.ToWords(out var w0, out var w1, out var w2, out var w3);
        return Scalar.FromWords(w0, w1, w2, w3);
    }

    /// <summary>The inverse of a field element of any form, and zero for zero.</summary>
    public static void Of(out FieldLimbs result, in FieldLimbs value)
    {
        var normal = value;
        normal.Normalize();
        normal.ToWords(out var w0, out var w1, out var w2, out var w3);
        var inverse = Compute(Signed62.FromWords(w0, w1, w2, w3), Prime);
        inverse.ToWords(out w0, out w1, out w2, out w3);
        FieldLimbs.FromWords(w0, w1, w2, w3, out result);
    }

    private static Signed62 Compute(Signed62 g, in Modulus modulus)
    {
        // Throughout, g is e times the value and f is d times the value, modulo the modulus.
        var f = modulus.Value;
        Signed62 d = default;
        var e = new Signed62 { V0 = 1 };
        long zeta = -1; // -(delta + 1/2)
        for (var round = 0; round < Rounds; round++)
        {
            zeta = Steps(zeta, (ulong)f.V0, (ulong)g.V0, out var matrix);
            ApplyModular(ref d, ref e, matrix, modulus);
            Apply(ref f, ref g, matrix);
        }

        // f is now the greatest common divisor, 1 or -1 (or the modulus, for zero, where d is zero too).
        d.AddIf(modulus.Value, d.V4 >> 63);
        d.NegateIf(f.V4 >> 63);
        d.Carry();
        d.AddIf(modulus.Value, d.V4 >> 63);
        d.Carry();
        return d;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Steps(long zeta, ulong f, ulong g, out Matrix matrix)
    {
        // The matrix counts in units of 2^-62, so it starts at 2^3 for its 59 doublings.
        ulong u = 8, v = 0, q = 0, r = 8;
        for (var i = 0; i < StepsPerRound; i++)
        {
            var below = (ulong)(zeta >> 63);
            var odd = 0UL - (g & 1);
            g += ((f ^ below) - below) & odd;
            q += ((u ^ below) - below) & odd;
            r += ((v ^ below) - below) & odd;
            var swap = below & odd;
            zeta = (zeta ^ (long)swap) - 1;
            f += g & swap;
            u += q & swap;
            v += r & swap;
            g >>= 1;
            u <<= 1;
            v <<= 1;
        }

        matrix = new Matrix((long)u, (long)v, (long)q, (long)r);
        return zeta;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply(ref Signed62 f, ref Signed62 g, in Matrix t)
    {
        var (u, v, q, r) = (t.U, t.V, t.Q, t.R);
        Signed62.Accumulator a = default, b = default;
        a.Add(u, f.V0);
        a.Add(v, g.V0);
        b.Add(q, f.V0);
        b.Add(r, g.V0);
        a.Shift();
        b.Shift();
        Column(ref a, ref b, f.V1, g.V1);
        (f.V0, g.V0) = (a.Shift(), b.Shift());
        Column(ref a, ref b, f.V2, g.V2);
        (f.V1, g.V1) = (a.Shift(), b.Shift());
        Column(ref a, ref b, f.V3, g.V3);
        (f.V2, g.V2) = (a.Shift(), b.Shift());
        Column(ref a, ref b, f.V4, g.V4);
        (f.V3, g.V3) = (a.Shift(), b.Shift());
        (f.V4, g.V4) = (a.Rest, b.Rest);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Column(ref Signed62.Accumulator first, ref Signed62.Accumulator second, long left, long right)
        {
            first.Add(u, left);
            first.Add(v, right);
            second.Add(q, left);
            second.Add(r, right);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ApplyModular(ref Signed62 d, ref Signed62 e, in Matrix t, in Modulus modulus)
    {
        var (u, v, q, r) = (t.U, t.V, t.Q, t.R);
        var (signD, signE) = (d.V4 >> 63, e.V4 >> 63);

        // Multiples of the modulus: as many as d and e are negative by, and what makes the lowest limb of the results zero.
        var timesD = (u & signD) + (v & signE);
        var timesE = (q & signD) + (r & signE);
        Signed62.Accumulator a = default, b = default;
        a.Add(u, d.V0);
        a.Add(v, e.V0);
        b.Add(q, d.V0);
        b.Add(r, e.V0);
        timesD -= (long)(((modulus.Inverse * a.Low) + (ulong)timesD) & Signed62.Mask);
        timesE -= (long)(((modulus.Inverse * b.Low) + (ulong)timesE) & Signed62.Mask);
        a.Add(modulus.Value.V0, timesD);
        b.Add(modulus.Value.V0, timesE);
        a.Shift();
        b.Shift();
        Column(ref a, ref b, d.V1, e.V1, modulus.Value.V1);
        (d.V0, e.V0) = (a.Shift(), b.Shift());
        Column(ref a, ref b, d.V2, e.V2, modulus.Value.V2);
        (d.V1, e.V1) = (a.Shift(), b.Shift());
        Column(ref a, ref b, d.V3, e.V3, modulus.Value.V3);
        (d.V2, e.V2) = (a.Shift(), b.Shift());
        Column(ref a, ref b, d.V4, e.V4, modulus.Value.V4);
        (d.V3, e.V3) = (a.Shift(), b.Shift());
        (d.V4, e.V4) = (a.Rest, b.Rest);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Column(ref Signed62.Accumulator first, ref Signed62.Accumulator second, long left, long right, long limb)
        {
            first.Add(u, left);
            first.Add(v, right);
            first.Add(limb, timesD);
            second.Add(q, left);
            second.Add(r, right);
            second.Add(limb, timesE);
        }
    }

    private readonly record struct Matrix(long U, long V, long Q, long R);

    private readonly record struct Modulus(Signed62 Value, ulong Inverse);
}
