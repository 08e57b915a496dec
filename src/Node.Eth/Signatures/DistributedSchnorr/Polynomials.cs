using Node.Core.Randomness;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>Polynomials over scalars, and those whose coefficients only points commit to.</summary>
internal static class Polynomials
{
    /// <summary>The x at which participant <paramref name="index"/> has its share.</summary>
    public static Scalar XOf(int index) => Scalar.FromInt64(index + 1);

    /// <summary>Random coefficients, none of them zero.</summary>
    public static Scalar[] Draw(int count, IRandomSource random)
    {
        var coefficients = new Scalar[count];
        for (var i = 0; i < count; i++)
        {
            coefficients[i] = Scalar.Pick(random);
        }

        return coefficients;
    }

    /// <summary>The value at x, constant first. Takes the same time for all coefficients.</summary>
    public static Scalar Evaluate(ReadOnlySpan<Scalar> coefficients, Scalar x)
    {
        var value = Scalar.Zero;
        for (var i = coefficients.Length - 1; i >= 0; i--)
        {
            value = (value * x) + coefficients[i];
        }

        return value;
    }

    /// <summary>The point that commits to the value at x.</summary>
    public static Point Evaluate(IReadOnlyList<Point> commitments, Scalar x)
    {
        var powers = new Scalar[commitments.Count];
        var power = Scalar.One;
        for (var i = 0; i < powers.Length; i++)
        {
            powers[i] = power;
            power *= x;
        }

        return Group.SumPublic(powers, [.. commitments]);
    }

    /// <summary>The factors that turn values at the x of these participants into the value at zero.</summary>
    /// <param name="indices">Different participants.</param>
    public static Scalar[] LagrangeAtZero(IReadOnlyList<int> indices)
    {
        var factors = new Scalar[indices.Count];
        for (var i = 0; i < factors.Length; i++)
        {
            var numerator = Scalar.One;
            var denominator = Scalar.One;
            var x = XOf(indices[i]);
            for (var j = 0; j < factors.Length; j++)
            {
                if (j != i)
                {
                    var other = XOf(indices[j]);
                    numerator *= other;
                    denominator *= other - x;
                }
            }

            factors[i] = numerator * denominator.Inverse();
        }

        return factors;
    }

    /// <summary>All coefficients, from as many values as there are.</summary>
    public static Scalar[] Interpolate(IReadOnlyList<(int Index, Scalar Value)> values)
    {
        var coefficients = new Scalar[values.Count];
        for (var i = 0; i < values.Count; i++)
        {
            Scalar[] basis = [Scalar.One];
            var denominator = Scalar.One;
            var x = XOf(values[i].Index);
            for (var j = 0; j < values.Count; j++)
            {
                if (j != i)
                {
                    var other = XOf(values[j].Index);
                    basis = TimesLinear(basis, other);
                    denominator *= x - other;
                }
            }

            var factor = values[i].Value * denominator.Inverse();
            for (var k = 0; k < coefficients.Length; k++)
            {
                coefficients[k] += basis[k] * factor;
            }
        }

        return coefficients;
    }

    // Times (x - root).
    private static Scalar[] TimesLinear(Scalar[] polynomial, Scalar root)
    {
        var product = new Scalar[polynomial.Length + 1];
        for (var k = 0; k < polynomial.Length; k++)
        {
            product[k + 1] += polynomial[k];
            product[k] -= polynomial[k] * root;
        }

        return product;
    }
}
