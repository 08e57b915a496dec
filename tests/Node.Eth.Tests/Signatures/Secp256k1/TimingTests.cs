using System.Numerics;
using Node.Core.Randomness;
using Node.Eth.Primitives;
using Node.Eth.Signatures;
using Node.Eth.Signatures.DistributedSchnorr;
using Node.Eth.Signatures.Schnorr;
using Node.Eth.Signatures.Secp256k1;
using Node.Eth.Signatures.Vrf;
using Node.Testing;
using Xunit;

namespace Node.Eth.Tests.Signatures.Secp256k1;

/// <summary>Times of what touches secrets, over one fixed secret and fresh random ones, with the runtime set as the node sets it.</summary>
/// <remarks>What is public is drawn alike for both classes, since its own time is not the question.</remarks>
[CollectionDefinition(nameof(TimingTests), DisableParallelization = true)]
[Collection(nameof(TimingTests))]
public sealed class TimingTests
{
    private static readonly int Samples = TestScale.Pick(6_000, 100_000);
    private static readonly BigInteger Message = BigInteger.Pow(3, 150);
    private static readonly Point Other = Group.BaseMultiplyPublic(Scalar.FromInt64(12345));

    // Nearly every word and digit zero, and its opposite, in which nearly all are not.
    private static readonly Scalar[] Sparse = [Scalar.One, -Scalar.One];

    private readonly SeededRandom _random = SeededRandom.Fresh();

    [Fact]
    public void Multiplying_the_generator_takes_no_time_that_tells() => Holds(static k => k, static k => Group.BaseMultiplySecret(k));

    [Fact]
    public void Multiplying_a_point_takes_no_time_that_tells() => Holds(static k => k, static k => Group.MultiplySecret(k, Other));

    [Fact]
    public void Inverting_takes_no_time_that_tells() => Holds(static k => k, static k => k.Inverse());

    [Fact]
    public void Multiplying_and_adding_scalars_takes_no_time_that_tells() => Holds(static k => k, static k => Products(k));

    [Fact]
    public void Reading_and_writing_a_scalar_takes_no_time_that_tells() => Holds(static k => k.ToBytes(), static bytes =>
    {
        for (var i = 0; i < 20; i++)
        {
            Scalar.Parse(bytes).CopyTo(bytes);
        }
    });

    [Fact]
    public void A_polynomial_s_value_takes_no_time_that_tells_its_coefficients()
    {
        var x = Polynomials.XOf(4);
        Holds(static k => (Scalar[])[k, k, k, k, k, k], coefficients => Polynomials.Evaluate(coefficients.AsSpan(), x));
    }

    [Fact]
    public void Signing_transactions_takes_no_time_that_tells_the_key() => Holds(
        k => (Key: new PrivateKey(k.ToBytes()), Digest: new Hash32(_random.NextBytes(32))),
        static input => EcdsaSigner.Sign(input.Key, input.Digest));

    [Fact]
    public void Schnorr_signing_takes_no_time_that_tells_the_key() => Holds(static k => k, k => EthSchnorr.Sign(k, Message, _random));

    [Fact]
    public void Proving_takes_no_time_that_tells_the_nonce() => Holds(
        k => Proof(Scalar.Pick(_random), k),
        static input => EthVrf.Prove(input.Secret, input.Seed, input.Nonce),
        Scalar.FromInt64(1 << 20),
        Scalar.FromInt64(-(1 << 20)));

    [Fact]
    public void Proving_takes_no_time_that_tells_the_key() => Holds(
        k => Proof(k, Scalar.Pick(_random)),
        static input => EthVrf.Prove(input.Secret, input.Seed, input.Nonce),
        Scalar.FromInt64(1 << 20),
        Scalar.FromInt64(-(1 << 20)));

    [Fact]
    public void A_part_of_a_signature_takes_no_time_that_tells_the_share()
    {
        var config = DistributedSchnorr.DssSetting.Good();
        Holds(
            k => new DssSession(
                config with
                {
                    LongTerm = new KeyShare(0, k, [Other]),
                    OneTime = new KeyShare(0, Scalar.Pick(_random), [Other]),
                },
                0),
            session => session.PartialSignature(_random));
    }

    [Fact]
    public void Sealing_a_share_takes_no_time_that_tells_it() =>
        Holds(static k => new OpenShare(0, 1, k, k), share => SealedShare.Seal(share, Other, Hash32.Zero, _random));

    [Fact]
    public void Opening_a_share_takes_no_time_that_tells_the_identity() => Holds(
        k => (Identity: k, Sealed: SealedShare.Seal(new OpenShare(0, 1, Scalar.One, Scalar.One), Group.BaseMultiplyPublic(k), Hash32.Zero, _random)),
        static input => Assert.True(input.Sealed.TryOpen(input.Identity, Hash32.Zero, 0, 1, out _)));

    [Fact]
    public void Leaks_are_found_out_down_to_one_product_of_scalars()
    {
        // A public product, whose time is openly the scalar's; and one product too many, of a hundred.
        Assert.True(LeakTest.Measure(Samples, _random, -Scalar.One, static k => k, static k => Group.MultiplyPublic(k, Other)).IsLeak);
        var verdict = LeakTest.Measure(10 * Samples, _random, Scalar.One, static k => k, static k => _ = k.W3 == 0 ? Products(k) * k : Products(k));
        Assert.True(verdict.IsLeak, $"{verdict} ({_random})");
    }

    private static Scalar Products(Scalar k)
    {
        for (var i = 0; i < 20; i++)
        {
            k = ((k * k) + k) - -k;
        }

        return k;
    }

    // With a seed whose hash is a point at the first try: how many it takes is public, and takes its time.
    private (Scalar Secret, BigInteger Seed, Scalar Nonce) Proof(Scalar secret, Scalar nonce)
    {
        var key = Group.BaseMultiplyPublic(secret);
        while (true)
        {
            var seed = new BigInteger(_random.NextBytes(32), isUnsigned: true, isBigEndian: true);
            EthVrf.HashToCurve(key, seed, out var tried);
            if (tried.Count == 1)
            {
                return (secret, seed, nonce);
            }
        }
    }

    private void Holds<T>(Func<Scalar, T> prepare, Action<T> function, params Scalar[] constants)
    {
        foreach (var constant in constants is [] ? Sparse : constants)
        {
            var verdict = LeakTest.Measure(Samples, _random, constant, prepare, function);
            TestContext.Current.SendDiagnosticMessage("{0}: {1}", TestContext.Current.TestMethod?.MethodName, verdict);
            TestContext.Current.TestOutputHelper?.WriteLine(verdict.ToString());
            Assert.False(verdict.IsLeak, $"the time tells the secret: {verdict} ({_random})");
        }
    }
}
