using Node.Core.Randomness;
using Node.Eth.Primitives;
using Node.Eth.Signatures;
using Node.Eth.Signatures.Secp256k1;
using Node.Testing;
using Node.Testing.Curves;
using Xunit;

namespace Node.Eth.Tests.Signatures.Secp256k1;

public sealed class CrossCheckTests
{
    /// <summary>Operations of <see cref="CheckRound"/>.</summary>
    private const int OperationsPerRound = 12;

    private static readonly int Operations = TestScale.Pick(10_000, 100_000);

    private static readonly byte[] One = Scalar.One.ToBytes();

    private int _ofLibrary;
    private int _ofBouncy;

    [Fact]
    public async Task Random_operations_give_what_two_other_libraries_give()
    {
        var random = SeededRandom.Fresh();
        var library = await LibSecp256k1.LoadAsync(TestContext.Current.CancellationToken);
        var point = Group.BaseMultiplyPublic(Scalar.Pick(random));
        for (var done = 0; done < Operations; done += OperationsPerRound)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            point = CheckRound(library, Scalar.Pick(random), Scalar.Pick(random), point, $"{random}, operation {done}");
        }

        Assert.InRange(_ofLibrary, Operations, int.MaxValue);
        Assert.Equal(_ofLibrary, _ofBouncy);
    }

    [Fact]
    public async Task Signatures_are_those_of_another_library()
    {
        var random = SeededRandom.Fresh();
        var library = await LibSecp256k1.LoadAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < TestScale.Pick(500, 20_000); i++)
        {
            var secret = Scalar.Pick(random).ToBytes();
            var digest = random.NextBytes(32);
            using var key = new PrivateKey(secret);

            var signature = EcdsaSigner.Sign(key, new Hash32(digest));

            Same(library.Compact(library.Sign(digest, secret)), signature.ToBytes()[..64], $"{random}, signature {i}");
            Assert.Equal(key.Address, Ecdsa.Recover(new Hash32(digest), signature));
        }
    }

    // Each operation against both. a and b are not zero, and chance alone does not make their sum zero or points meet.
    private Point CheckRound(LibSecp256k1 library, Scalar a, Scalar b, Point point, string where)
    {
        var (x, y, p) = (a.ToBytes(), b.ToBytes(), point.ToUncompressedBytes());
        Both(library.AddScalars(x, y), BouncyCurve.AddScalars(x, y), (a + b).ToBytes());
        Both(library.MultiplyScalars(x, y), BouncyCurve.MultiplyScalars(x, y), (a * b).ToBytes());
        Both(library.NegateScalar(x), BouncyCurve.NegateScalar(x), (-a).ToBytes());

        // The library inverts nothing in public, but multiplies: what gives one with it is the inverse.
        var inverse = a.Inverse().ToBytes();
        Same(One, library.MultiplyScalars(x, inverse), where);
        Both(inverse, BouncyCurve.InvertScalar(x), inverse);

        var (ag, bg) = (Group.BaseMultiplySecret(a), Group.BaseMultiplyPublic(b));
        Both(library.BaseMultiply(x), BouncyCurve.BaseMultiply(x), ag.ToUncompressedBytes());
        Both(library.BaseMultiply(y), BouncyCurve.BaseMultiply(y), bg.ToUncompressedBytes());

        var (bp, ap) = (Group.MultiplySecret(b, point), Group.MultiplyPublic(a, point));
        var (left, right) = (ag.ToUncompressedBytes(), bp.ToUncompressedBytes());
        Both(library.Multiply(y, p), BouncyCurve.Multiply(y, p), right);
        Both(library.Multiply(x, p), BouncyCurve.Multiply(x, p), ap.ToUncompressedBytes());
        Both(library.Negate(p), BouncyCurve.Negate(p), (-point).ToUncompressedBytes());

        var sum = ag + bp;
        var (first, second) = (library.Add(left, right)!, BouncyCurve.Add(left, right)!);
        Both(first, second, sum.ToUncompressedBytes());
        Both(first, BouncyCurve.SumOfTwo(x, y, p), Group.BaseMultiplyAddPublic(a, b, point).ToUncompressedBytes());
        Both(library.Add(first, p), BouncyCurve.Add(second, p), Group.SumPublic([ag, bp, point]).ToUncompressedBytes());
        return sum;

        void Both(byte[]? ofLibrary, byte[]? ofBouncy, byte[] own)
        {
            Same(ofLibrary, own, where);
            Same(ofBouncy, own, where);
            _ofLibrary++;
            _ofBouncy++;
        }
    }

    private static void Same(byte[]? expected, byte[] actual, string where) => Assert.True(
        expected is not null && expected.AsSpan().SequenceEqual(actual),
        $"{where}: {Convert.ToHexStringLower(actual)} and not {(expected is null ? "the identity" : Convert.ToHexStringLower(expected))}");
}
