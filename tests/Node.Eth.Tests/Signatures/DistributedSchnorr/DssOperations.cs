using System.Numerics;
using Node.Eth.Encoding;
using Node.Eth.Primitives;
using Node.Eth.Signatures.DistributedSchnorr;
using Node.Eth.Signatures.Schnorr;
using Node.Eth.Tests.Signatures.Schnorr;
using Xunit;

namespace Node.Eth.Tests.Signatures.DistributedSchnorr;

/// <summary>What each line of the vectors of distributed signatures asks, by its <c>op</c>.</summary>
internal static class DssOperations
{
    public static IReadOnlyDictionary<string, Func<Vector, Task>> All { get; } = new Dictionary<string, Func<Vector, Task>>
    {
        ["transcript"] = TranscriptAsync,
        ["edge"] = DssEdges.CheckAsync,
    };

    /// <summary>Makes the part of each participant that the vector has one of, and compares it with what is wanted.</summary>
    public static async Task<IReadOnlyDictionary<int, DssPartial>> PartsAsync(Vector vector, DssSetting setting)
    {
        var made = new Dictionary<int, DssPartial>();
        foreach (var (given, wanted) in vector.Objects("partials").Zip(vector.Expected("partials").Objects("partials")))
        {
            var index = given.Int("index");
            var session = await Sessions.StartAsync(setting.Config(index));
            Assert.Equal(vector.Text("sessionId"), session.SessionId.ToString());
            Assert.Equal(vector.Text("nonceAddress"), HexData.Format(setting.Config(index).OneTime.Commitments[0].ToAddress().ToBytes()));
            var part = session.PartialSignature(new Draws([given.Text("identityNonce")]));
            Assert.Same(part, session.PartialSignature(new Draws([])));
            CheckPart(wanted, part, vector);
            made.Add(index, part);
        }

        return made;
    }

    /// <summary>Compares what a session ends with with the vector's signature and both verdicts of it.</summary>
    public static void CheckSignature(Vector vector, DssSession session, BigInteger message)
    {
        var expected = vector.Expected("signature").Object("signature");
        var result = session.Signature();
        Assert.True(result.Ok);
        Assert.Equal(expected.Number("s"), result.Signature!.S);
        Assert.Equal(expected.Text("address"), HexData.Format(result.Signature.Commitment.ToBytes()));
        Assert.Equal(vector.Text("nonceAddress"), HexData.Format(result.Signature.Commitment.ToBytes()));
        Assert.Equal(vector.Object("verify").Flag("ok"), EthSchnorr.Verify(session.GroupKey, message, result.Signature).Ok);
        var contract = vector.Expected("contract").Object("contract");
        SchnorrOperations.CheckContract(contract, EthSchnorr.VerifyOnChain(session.GroupKey, message, result.Signature));
        Assert.Equal(session.IsKeyOfContract, EthSchnorr.IsValidKey(session.GroupKey));
    }

    private static async Task TranscriptAsync(Vector vector)
    {
        Assert.Contains(vector.Text("dkg"), (string[])["rabin", "dealt"]);
        var setting = new DssSetting(vector);
        for (var i = 0; i < setting.Count; i++)
        {
            var session = await Sessions.StartAsync(setting.Config(i));
            Assert.Equal(vector.Point("groupKey"), session.GroupKey);
            Assert.Equal(vector.Expected("challenge").Text("challenge"), HexData.Format(session.Challenge.ToBytes()));
        }

        var made = await PartsAsync(vector, setting);
        foreach (var subset in vector.Objects("subsets"))
        {
            var indices = subset.Ints("indices");
            Assert.Equal(subset.Texts("lambda"), EthDss.LagrangeFactors(indices).Select(factor => HexData.Format(factor.ToBytes())));
            var session = await Sessions.StartAsync(setting.Config(indices[0]));
            foreach (var index in indices)
            {
                Assert.False(session.EnoughPartialSignatures);
                Assert.Null(session.Process(made[index]));
            }

            CheckSignature(vector, session, setting.Message);
            var s = vector.Want is null ? session.Signature().Signature!.S : vector.Object("signature").Number("s");
            Assert.Equal(subset.Number("s"), s);
        }

        if (vector.Want is null)
        {
            await StepsAsync(vector, setting);
        }
    }

    private static async Task StepsAsync(Vector vector, DssSetting setting)
    {
        var at = vector.Int("at");
        var session = await Sessions.StartAsync(setting.Config(at));
        foreach (var (step, number) in vector.Objects("steps").Select((step, i) => (step, i)))
        {
            var where = $"step {number}: {(step.Has("note") ? step.Text("note") : "")} {step.Text("do")}";
            var fault = Take(step, session, vector.Objects("partials")[at].Text("identityNonce"));
            Assert.True(step.MustReject == fault is not null, $"{where}: {fault}");
            CheckText(step, fault);
            Assert.True(step.Int("partials") == session.PartialCount, where);
            Assert.True(step.Flag("enough") == session.EnoughPartialSignatures, where);
        }
    }

    private static DssFault? Take(Vector step, DssSession session, string nonce)
    {
        switch (step.Text("do"))
        {
            case "own":
                session.PartialSignature(new Draws([nonce]));
                return null;
            case "process":
                return session.Process(PartOf(step.Object("partial")));
            case "sign":
                var result = session.Signature();
                Assert.Equal(step.Has("signature") ? step.Object("signature").Number("s") : null, result.Signature?.S);
                if (result.Ok)
                {
                    Assert.Equal(step.Object("signature").Text("address"), HexData.Format(result.Signature!.Commitment.ToBytes()));
                }

                return result.Fault;
            default:
                throw new InvalidOperationException($"the vectors have a step that is not known here: {step.Text("do")}");
        }
    }

    // The field's own words where they are of this library; of a signature, that it is the signature that is wrong.
    private static void CheckText(Vector step, DssFault? fault)
    {
        var of = step.Expected("error");
        if (of.Has("error") && of.Text("error").StartsWith('d'))
        {
            Assert.Equal(of.Text("error"), fault!.Value.Describe());
        }
        else if (of.Has("error"))
        {
            Assert.Equal(DssFault.BadIdentitySignature, fault);
        }
    }

    private static void CheckPart(Vector expected, DssPartial part, Vector vector)
    {
        Assert.Equal(expected.Int("index"), part.Index);
        Assert.Equal(expected.Number("value"), part.Value);
        Assert.True(!expected.Has("valueHash") || expected.Text("valueHash") == Keccak256.Hash(expected.Bytes("value")).ToString());
        Assert.Equal(expected.Text("hash"), EthDss.PartialHash(part.Value, part.SessionId.Span).ToString());
        Assert.Equal(expected.Object("signature").Number("s"), part.Signature.S);
        Assert.Equal(expected.Object("signature").Text("address"), HexData.Format(part.Signature.Commitment.ToBytes()));
        var key = vector.Objects("participants")[part.Index].Point("public");
        var challenge = HexData.Format(EthSchnorr.Challenge(key, expected.Number("hash"), part.Signature.Commitment).ToBytes());
        Assert.True(!expected.Has("challenge") || expected.Text("challenge") == challenge);
    }

    // A part as it comes from outside, with whatever is wrong in it.
    private static DssPartial PartOf(Vector part) => new(
        part.Int("index"),
        part.Number("value"),
        part.Bytes("sessionId"),
        new SchnorrSignature(new Address(part.Object("signature").Bytes("address")), part.Object("signature").Number("s")));
}
