using System.Numerics;
using Node.Benchmarks.Figures;
using Node.Eth.Primitives;
using Node.Eth.Signatures;
using Node.Eth.Signatures.Schnorr;
using Node.Eth.Signatures.Secp256k1;
using Node.Eth.Signatures.Vrf;
using Node.Testing;
using Node.Testing.Curves;
using BouncyNumber = Org.BouncyCastle.Math.BigInteger;

namespace Node.Benchmarks.Signatures;

/// <summary>The arithmetic of signatures beside libsecp256k1 and BouncyCastle, in turns, one thread.</summary>
internal static class SignatureBenchmark
{
    private const int CountDefault = 1_000;
    private const int Inputs = 64;

    public static async Task RunAsync(BenchmarkOptions options, FigureReport report)
    {
        var library = await LibSecp256k1.LoadAsync();
        var contest = new Contest(options.Rounds, options.Count ?? CountDefault);
        var random = new SeededRandom(1);
        Scalar[] scalars = [.. Enumerable.Range(0, Inputs).Select(_ => Scalar.Pick(random))];
        Point[] points = [.. scalars.Select(k => Group.BaseMultiplyPublic(k))];
        byte[][] bytes = [.. scalars.Select(k => k.ToBytes())];
        BouncyNumber[] numbers = [.. bytes.Select(b => new BouncyNumber(1, b))];
        var bouncyPoints = numbers.Select(BouncyVrf.BaseMultiply).ToArray();

        report.Progress($"fixed-base and variable-base products");
        Products("fixed base", 1.0,
            i => Group.BaseMultiplySecret(scalars[i % Inputs]),
            i => Group.BaseMultiplyPublic(scalars[i % Inputs]),
            i => library.MultiplyBase(bytes[i % Inputs]),
            i => BouncyVrf.BaseMultiply(numbers[i % Inputs]));
        library.MultiplyBase(bytes[0]);
        Products("variable base", 0.5,
            i => Group.MultiplySecret(scalars[i % Inputs], points[i * 7 % Inputs]),
            i => Group.MultiplyPublic(scalars[i % Inputs], points[i * 7 % Inputs]),
            i => library.MultiplyLast(bytes[i % Inputs]),
            i => BouncyVrf.Multiply(numbers[i % Inputs], bouncyPoints[i * 7 % Inputs]));

        report.Progress($"signatures");
        Sign();
        Verify();
        report.Progress($"VRF proofs");
        Prove();

        void Products(string setting, double bar, Action<int> secret, Action<int> open, Action<int> other, Action<int> bouncy)
        {
            var times = contest.Measure(secret, open, other, bouncy);
            report.Write(
            [
                new("signatures", setting, "secret scalar", times[0], "us"),
                new("signatures", setting, "public scalar", times[1], "us"),
                new("signatures", setting, "libsecp256k1", times[2], "us"),
                new("signatures", setting, "BouncyCastle", times[3], "us"),
                new("signatures", setting, "secret scalar beside libsecp256k1", times[2] / times[0], "times", Bar.AtLeast(bar)),
                new("signatures", setting, "public scalar beside libsecp256k1", times[2] / times[1], "times", Bar.AtLeast(bar)),
                new("signatures", setting, "allocated, secret scalar", contest.Allocated(secret), "bytes", Bar.AtMost(0)),
                new("signatures", setting, "allocated, public scalar", contest.Allocated(open), "bytes", Bar.AtMost(0)),
            ]);
        }

        void Sign()
        {
            using var key = new PrivateKey(bytes[0]);
            Hash32[] digests = [.. bytes.Select(b => Keccak256.Hash(b))];
            byte[][] messages = [.. digests.Select(digest => digest.ToBytes())];
            var times = contest.Measure(
                i => EcdsaSigner.Sign(key, digests[i % Inputs]),
                i => library.Sign(messages[i % Inputs], bytes[0]));
            report.Write(
            [
                new("signatures", "ECDSA", "sign", times[0], "us"),
                new("signatures", "ECDSA", "sign, libsecp256k1", times[1], "us"),
                new("signatures", "ECDSA", "sign beside libsecp256k1", times[1] / times[0], "times"),
            ]);
        }

        void Verify()
        {
            var key = EthSchnorr.Generate(random);
            BigInteger[] messages = [.. scalars.Select(k => k.ToBigInteger())];
            var signatures = messages.Select(message => EthSchnorr.Sign(key, message, random)).ToArray();
            byte[][] theirs = [.. bytes.Select(message => library.Sign(message, bytes[0]))];
            library.MultiplyBase(bytes[0]);
            var isGood = true;
            var times = contest.Measure(
                i => isGood &= EthSchnorr.Verify(key.Public, messages[i % Inputs], signatures[i % Inputs]) == default,
                i => isGood &= library.VerifyLast(theirs[i % Inputs], bytes[i % Inputs]),
                i => Group.BaseMultiplyAddPublic(scalars[i % Inputs], scalars[(i + 1) % Inputs], key.Public));
            report.Write(
            [
                new("signatures", "Schnorr", "verify", times[0], "us"),
                new("signatures", "Schnorr", "its sum of two products alone", times[2], "us"),
                new("signatures", "ECDSA", "verify, libsecp256k1", times[1], "us"),
                new("signatures", "Schnorr", "verify beside libsecp256k1's ECDSA", times[1] / times[0], "times", Bar.AtLeast(0.5)),
            ]);
            if (!isGood)
            {
                throw new BenchmarkException("a good signature was refused");
            }
        }

        void Prove()
        {
            var small = new Contest(options.Rounds, Math.Max(1, (options.Count ?? CountDefault) / 10));
            BigInteger[] seeds = [.. scalars.Select(k => k.ToBigInteger())];
            var (own, theirs) = (EthVrf.Prove(scalars[0], seeds[1], scalars[2]), BouncyVrf.Prove(numbers[0], bytes[1], numbers[2]));
            if (!own.Gamma.X.ToBytes().AsSpan().SequenceEqual(theirs.Gamma) || own.S.ToString() != theirs.S.ToString())
            {
                throw new BenchmarkException("the two provers prove differently");
            }

            var times = small.Measure(
                i => EthVrf.Prove(scalars[0], seeds[i % Inputs], scalars[(i + 2) % Inputs]),
                i => BouncyVrf.Prove(numbers[0], bytes[i % Inputs], numbers[(i + 2) % Inputs]));
            report.Write(
            [
                new("signatures", "VRF", "proof", times[0], "us"),
                new("signatures", "VRF", "proof on BouncyCastle", times[1], "us"),
                new("signatures", "VRF", "proof beside BouncyCastle", times[1] / times[0], "times", Bar.AtLeast(4)),
            ]);
        }
    }
}
