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
internal sealed class SignatureBenchmark
{
    private const int CountDefault = 1_000;
    private const int Inputs = 64;

    private readonly LibSecp256k1 _library;
    private readonly FigureReport _report;
    private readonly Contest _contest;
    private readonly Contest _slowContest;
    private readonly SeededRandom _random = new(1);
    private readonly Scalar[] _scalars;
    private readonly byte[][] _bytes;
    private readonly BouncyNumber[] _numbers;

    private SignatureBenchmark(LibSecp256k1 library, BenchmarkOptions options, FigureReport report)
    {
        var count = options.Count ?? CountDefault;
        (_library, _report) = (library, report);
        _contest = new Contest(options.Rounds, count);
        _slowContest = new Contest(options.Rounds, Math.Max(1, count / 10));
        _scalars = [.. Enumerable.Range(0, Inputs).Select(_ => Scalar.Pick(_random))];
        _bytes = [.. _scalars.Select(k => k.ToBytes())];
        _numbers = [.. _bytes.Select(b => new BouncyNumber(1, b))];
    }

    public static async Task RunAsync(BenchmarkOptions options, FigureReport report)
    {
        var benchmark = new SignatureBenchmark(await LibSecp256k1.LoadAsync(), options, report);
        report.Progress($"fixed-base and variable-base products");
        benchmark.FixedBase();
        benchmark.VariableBase();
        report.Progress($"signatures");
        benchmark.Sign();
        benchmark.Verify();
        report.Progress($"VRF proofs");
        benchmark.Prove();
    }

    private void FixedBase() => Products(
        "fixed base",
        1.0,
        i => Group.BaseMultiplySecret(_scalars[i % Inputs]),
        i => Group.BaseMultiplyPublic(_scalars[i % Inputs]),
        i => _library.MultiplyBase(_bytes[i % Inputs]),
        i => BouncyVrf.BaseMultiply(_numbers[i % Inputs]));

    private void VariableBase()
    {
        Point[] points = [.. _scalars.Select(k => Group.BaseMultiplyPublic(k))];
        var bouncyPoints = _numbers.Select(BouncyVrf.BaseMultiply).ToArray();
        _library.MultiplyBase(_bytes[0]);
        Products(
            "variable base",
            0.5,
            i => Group.MultiplySecret(_scalars[i % Inputs], points[i * 7 % Inputs]),
            i => Group.MultiplyPublic(_scalars[i % Inputs], points[i * 7 % Inputs]),
            i => _library.MultiplyLast(_bytes[i % Inputs]),
            i => BouncyVrf.Multiply(_numbers[i % Inputs], bouncyPoints[i * 7 % Inputs]));
    }

    private void Products(string setting, double bar, Action<int> secret, Action<int> open, Action<int> other, Action<int> bouncy)
    {
        var times = _contest.Measure(secret, open, other, bouncy);
        _report.Write(
        [
            new("signatures", setting, "secret scalar", times[0], "us"),
            new("signatures", setting, "public scalar", times[1], "us"),
            new("signatures", setting, "libsecp256k1", times[2], "us"),
            new("signatures", setting, "BouncyCastle", times[3], "us"),
            new("signatures", setting, "secret scalar beside libsecp256k1", times[2] / times[0], "times", Bar.AtLeast(bar)),
            new("signatures", setting, "public scalar beside libsecp256k1", times[2] / times[1], "times", Bar.AtLeast(bar)),
            new("signatures", setting, "allocated, secret scalar", _contest.Allocated(secret), "bytes", Bar.AtMost(0)),
            new("signatures", setting, "allocated, public scalar", _contest.Allocated(open), "bytes", Bar.AtMost(0)),
        ]);
    }

    private void Sign()
    {
        using var key = new PrivateKey(_bytes[0]);
        Hash32[] digests = [.. _bytes.Select(b => Keccak256.Hash(b))];
        byte[][] messages = [.. digests.Select(digest => digest.ToBytes())];
        var times = _contest.Measure(
            i => EcdsaSigner.Sign(key, digests[i % Inputs]),
            i => _library.Sign(messages[i % Inputs], _bytes[0]));
        _report.Write(
        [
            new("signatures", "ECDSA", "sign", times[0], "us"),
            new("signatures", "ECDSA", "sign, libsecp256k1", times[1], "us"),
            new("signatures", "ECDSA", "sign beside libsecp256k1", times[1] / times[0], "times"),
        ]);
    }

    private void Verify()
    {
        var key = EthSchnorr.Generate(_random);
        BigInteger[] messages = [.. _scalars.Select(k => k.ToBigInteger())];
        var signatures = messages.Select(message => EthSchnorr.Sign(key, message, _random)).ToArray();
        byte[][] theirs = [.. _bytes.Select(message => _library.Sign(message, _bytes[0]))];
        _library.MultiplyBase(_bytes[0]);
        var isGood = true;
        var times = _contest.Measure(
            i => isGood &= EthSchnorr.Verify(key.Public, messages[i % Inputs], signatures[i % Inputs]) == default,
            i => isGood &= _library.VerifyLast(theirs[i % Inputs], _bytes[i % Inputs]),
            i => Group.BaseMultiplyAddPublic(_scalars[i % Inputs], _scalars[(i + 1) % Inputs], key.Public));
        _report.Write(
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

    private void Prove()
    {
        BigInteger[] seeds = [.. _scalars.Select(k => k.ToBigInteger())];
        var (own, theirs) = (EthVrf.Prove(_scalars[0], seeds[1], _scalars[2]), BouncyVrf.Prove(_numbers[0], _bytes[1], _numbers[2]));
        if (!own.Gamma.X.ToBytes().AsSpan().SequenceEqual(theirs.Gamma) || own.S.ToString() != theirs.S.ToString())
        {
            throw new BenchmarkException("the two provers prove differently");
        }

        var times = _slowContest.Measure(
            i => EthVrf.Prove(_scalars[0], seeds[i % Inputs], _scalars[(i + 2) % Inputs]),
            i => BouncyVrf.Prove(_numbers[0], _bytes[i % Inputs], _numbers[(i + 2) % Inputs]));
        _report.Write(
        [
            new("signatures", "VRF", "proof", times[0], "us"),
            new("signatures", "VRF", "proof on BouncyCastle", times[1], "us"),
            new("signatures", "VRF", "proof beside BouncyCastle", times[1] / times[0], "times", Bar.AtLeast(4)),
        ]);
    }
}
