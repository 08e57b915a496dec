using Node.Core.Randomness;
using Node.Eth.Primitives;
using Node.Eth.Signatures;
using Node.Eth.Signatures.Secp256k1;
using Node.Testing;
using Xunit;

namespace Node.Eth.Tests.Signatures.Secp256k1;

/// <summary>Times of what touches secrets, over one fixed and many random secrets.</summary>
[CollectionDefinition(nameof(TimingTests), DisableParallelization = true)]
[Collection(nameof(TimingTests))]
public sealed class TimingTests
{
    private const int Inputs = 256;

    private static readonly int Samples = TestScale.Pick(8_000, 100_000);

    // One, so that nearly every word and digit is zero, and its opposite, so that nearly all are not.
    private static readonly Scalar[] Fixed = [Scalar.One, -Scalar.One];

    [Fact]
    public void Multiplying_the_generator_takes_no_time_that_tells() =>
        Holds(static k => Group.BaseMultiplySecret(k));

    [Fact]
    public void Multiplying_a_point_takes_no_time_that_tells()
    {
        var point = Group.BaseMultiplyPublic(Scalar.FromInt64(12345));
        Holds(k => Group.MultiplySecret(k, point));
    }

    [Fact]
    public void Inverting_takes_no_time_that_tells() => Holds(static k => k.Inverse());

    [Fact]
    public void Multiplying_and_adding_scalars_takes_no_time_that_tells() => Holds(static k =>
    {
        for (var i = 0; i < 20; i++)
        {
            k = ((k * k) + k) - -k;
        }

        return k;
    });

    [Fact]
    public void Signing_takes_no_time_that_tells_the_key()
    {
        var random = SeededRandom.Fresh();
        Hash32[] digests = [.. Enumerable.Range(0, Inputs).Select(_ => new Hash32(random.NextBytes(32)))];
        var various = Array.ConvertAll(digests, digest => (Key: new PrivateKey(Scalar.Pick(random).ToBytes()), digest));
        foreach (var secret in Fixed)
        {
            var constant = Array.ConvertAll(digests, digest => (Key: new PrivateKey(secret.ToBytes()), digest));
            var t = LeakTest.Measure(Samples, random, constant, various, input => EcdsaSigner.Sign(input.Key, input.digest));
            Report(t, random);
        }
    }

    [Fact]
    public void A_function_that_leaks_is_found_out()
    {
        var random = SeededRandom.Fresh();
        var point = Group.BaseMultiplyPublic(Scalar.FromInt64(12345));

        Assert.InRange(Measure(random, -Scalar.One, k => Group.MultiplyPublic(k, point)), LeakTest.Threshold, double.MaxValue);
        Assert.InRange(Measure(random, Scalar.One, k => SkippedProducts(k)), LeakTest.Threshold, double.MaxValue);
    }

    // Squares for each bit and multiplies where it is set: a textbook leak, one product of scalars per bit.
    private static Scalar SkippedProducts(Scalar k)
    {
        var result = Scalar.One;
        foreach (var b in k.ToBytes())
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                result *= result;
                if (((b >> bit) & 1) != 0)
                {
                    result *= k;
                }
            }
        }

        return result;
    }

    private static void Holds<T>(Func<Scalar, T> function)
    {
        var random = SeededRandom.Fresh();
        foreach (var secret in Fixed)
        {
            Report(Measure(random, secret, function), random);
        }
    }

    private static double Measure<T>(SeededRandom random, Scalar secret, Func<Scalar, T> function)
    {
        Scalar[] constant = [.. Enumerable.Repeat(secret, Inputs)];
        Scalar[] various = [.. Enumerable.Range(0, Inputs).Select(_ => Scalar.Pick(random))];
        return LeakTest.Measure(Samples, random, constant, various, input => function(input));
    }

    private static void Report(double t, SeededRandom random)
    {
        TestContext.Current.SendDiagnosticMessage("{0}: t = {1:0.00} over {2} samples", TestContext.Current.TestMethod?.MethodName, t, Samples);
        Assert.True(t < LeakTest.Threshold, $"the time tells the secret: t = {t:0.0} ({random})");
    }
}
