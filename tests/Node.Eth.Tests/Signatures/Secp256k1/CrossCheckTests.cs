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
    private const int OperationsPerRound = 10;

    private static readonly int Operations = TestScale.Pick(10_000, 100_000);

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

    // a and b are not zero, and chance alone does not make their sum zero or points meet.
    private static Point CheckRound(LibSecp256k1 library, Scalar a, Scalar b, Point point, string where)
    {
        var (x, y, p) = (a.ToBytes(), b.ToBytes(), point.ToUncompressedBytes());
        Both(library.AddScalars(x, y), BouncyCurve.AddScalars(x, y), (a + b).ToBytes());
        Both(library.MultiplyScalars(x, y), BouncyCurve.MultiplyScalars(x, y), (a * b).ToBytes());
        Both(library.NegateScalar(x), library.NegateScalar(x), (-a).ToBytes());
        Both(BouncyCurve.InvertScalar(x), BouncyCurve.InvertScalar(x), a.Inverse().ToBytes());

        var ag = Group.BaseMultiplySecret(a);
        Both(library.BaseMultiply(x), BouncyCurve.BaseMultiply(x), ag.ToUncompressedBytes());
        Both(library.BaseMultiply(y), library.BaseMultiply(y), Group.BaseMultiplyPublic(b).ToUncompressedBytes());

        var bp = Group.MultiplySecret(b, point);
        Both(library.Multiply(y, p), BouncyCurve.Multiply(y, p), bp.ToUncompressedBytes());
        Both(library.Multiply(x, p), library.Multiply(x, p), Group.MultiplyPublic(a, point).ToUncompressedBytes());

        var sum = ag + bp;
        var expected = library.Add(ag.ToUncompressedBytes(), bp.ToUncompressedBytes());
        Both(expected, BouncyCurve.Add(ag.ToUncompressedBytes(), bp.ToUncompressedBytes()), sum.ToUncompressedBytes());
        Both(expected, BouncyCurve.SumOfTwo(x, y, p), Group.BaseMultiplyAddPublic(a, b, point).ToUncompressedBytes());
        return sum;

        void Both(byte[]? first, byte[]? second, byte[] own)
        {
            Same(first, own, where);
            Same(second, own, where);
        }
    }

    private static void Same(byte[]? expected, byte[] actual, string where) => Assert.True(
        expected is not null && expected.AsSpan().SequenceEqual(actual),
        $"{where}: {Convert.ToHexStringLower(actual)} and not {(expected is null ? "the identity" : Convert.ToHexStringLower(expected))}");
}
