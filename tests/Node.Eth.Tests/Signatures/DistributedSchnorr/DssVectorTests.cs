using System.Numerics;
using Node.Eth.Encoding;
using Node.Eth.Primitives;
using Node.Eth.Signatures.DistributedSchnorr;
using Node.Eth.Signatures.Schnorr;
using Node.Eth.Signatures.Secp256k1;
using Xunit;

namespace Node.Eth.Tests.Signatures.DistributedSchnorr;

public sealed class DssVectorTests
{
    [Fact]
    public void Parts_and_signatures_of_each_transcript_come_out_as_wanted() => Vectors.All(Vectors.Read("ethdss", "transcript"), vector =>
    {
        var setting = new DssSetting(vector);
        var parts = vector.Expected("partials").Objects("partials");
        var signature = vector.Expected("signature").Object("signature");
        List<DssPartial> made = [];
        for (var i = 0; i < setting.Count; i++)
        {
            var session = EthDss.Start(setting.Config(i));
            Assert.Equal(vector.Text("sessionId"), session.SessionId.ToString());
            Assert.Equal(vector.Point("groupKey"), session.GroupKey);
            Assert.Equal(vector.Expected("challenge").Text("challenge"), HexData.Format(session.Challenge.ToBytes()));
            var part = session.PartialSignature(new Draws([vector.Objects("partials")[i].Text("identityNonce")]));
            Assert.Same(part, session.PartialSignature(new Draws([])));
            CheckPart(parts[i], part, vector);
            made.Add(part);
        }

        foreach (var subset in vector.Objects("subsets"))
        {
            int[] indices = [.. subset.Json.GetProperty("indices").EnumerateArray().Select(index => index.GetInt32())];
            Assert.Equal(subset.Texts("lambda"), EthDss.LagrangeFactors(indices).Select(factor => HexData.Format(factor.ToBytes())));
            var session = EthDss.Start(setting.Config(indices[0]));
            foreach (var index in indices)
            {
                Assert.False(session.EnoughPartialSignatures);
                Assert.Null(session.Process(made[index]));
            }

            var result = session.Signature();
            Assert.True(result.Ok);
            Assert.Equal(signature.Number("s"), result.Signature!.S);
            Assert.Equal(signature.Text("address"), HexData.Format(result.Signature.Commitment.ToBytes()));
            Assert.Equal(vector.Text("nonceAddress"), HexData.Format(result.Signature.Commitment.ToBytes()));
            Assert.Equal(vector.Expected("contract").Object("contract").Flag("ok"), EthSchnorr.VerifyOnChain(session.GroupKey, setting.Message, result.Signature).Ok);
        }
    });

    [Fact]
    public void The_others_parts_are_judged_step_by_step() => Vectors.All(Vectors.Read("ethdss", "transcript").Where(vector => vector.Want is null), vector =>
    {
        var at = vector.Int("at");
        var session = EthDss.Start(new DssSetting(vector).Config(at));
        foreach (var (step, number) in vector.Objects("steps").Select((step, i) => (step, i)))
        {
            var where = $"step {number}: {(step.Has("note") ? step.Text("note") : step.Text("do"))}";
            DssFault? fault = null;
            switch (step.Text("do"))
            {
                case "own":
                    session.PartialSignature(new Draws([vector.Objects("partials")[at].Text("identityNonce")]));
                    break;
                case "process":
                    fault = session.Process(PartOf(step.Object("partial")));
                    break;
                default:
                    var result = session.Signature();
                    fault = result.Fault;
                    Assert.Equal(step.Has("signature") ? step.Object("signature").Number("s") : null, result.Signature?.S);
                    break;
            }

            var refusal = step.Has("error") ? step.Text("error") : step.Has("panic") ? "dss: partial signature with invalid index" : null;
            Assert.True(refusal is null == fault is null, $"{where}: {fault}");
            if (refusal is not null && refusal.StartsWith('d'))
            {
                Assert.Equal(refusal, fault!.Value.Describe());
            }
            else if (refusal is not null)
            {
                Assert.Equal(DssFault.BadIdentitySignature, fault);
            }

            Assert.True(step.Int("partials") == session.PartialCount, where);
            Assert.True(step.Flag("enough") == session.EnoughPartialSignatures, where);
        }
    });

    [Fact]
    public void Edges_are_met_as_wanted() => Vectors.All(Vectors.Read("ethdss", "edge"), vector =>
    {
        var setting = new DssSetting(vector);
        if (vector.Has("secret"))
        {
            var config = setting.Config(0) with { Identity = vector.Scalar("secret") };
            Assert.Equal(DssFault.NotAMember, Assert.Throws<DssException>(() => EthDss.Start(config)).Fault);
        }
        else if (vector.Has("msg2"))
        {
            SecondMessage(vector, setting);
        }
        else if (vector.Has("countAfter"))
        {
            OwnPartComesBack(vector, setting);
        }
        else if (vector.Want is not null)
        {
            Refusal.Of(() => EthDss.Start(setting.Config(0)));
        }
        else
        {
            ThresholdAboveCoefficients(vector, setting);
        }
    });

    [Fact]
    public void The_worked_case_of_the_field_comes_out()
    {
        static Scalar[] Coefficients(string constant, string second, string third) =>
            [.. new[] { constant, second, third }.Select(text => Scalar.Reduce(Convert.FromHexString(text)))];
        var longTerm = Coefficients(new string('1', 64), "22222222", "33333333");
        var oneTime = Coefficients(new string('4', 64), "55555555", "66666666");
        Point[] participants = [.. Enumerable.Range(101, 4).Select(secret => Group.BaseMultiplyPublic(Scalar.FromInt64(secret)))];
        var message = new BigInteger(Convert.FromHexString("5a94e2a971dac470c2cf16cb4379c386ec9ad79855ec5d9ab7f5bc1d1c303cb8"), true, true);
        static KeyShare Share(Scalar[] coefficients, int i) => new(
            i, Polynomials.Evaluate(coefficients.AsSpan(), Polynomials.XOf(i)), [.. coefficients.Select(c => Group.BaseMultiplySecret(c))]);
        var sessions = Enumerable.Range(0, 4).Select(i => EthDss.Start(new DssConfig
        {
            Identity = Scalar.FromInt64(101 + i),
            Participants = participants,
            Threshold = 3,
            LongTerm = Share(longTerm, i),
            OneTime = Share(oneTime, i),
            Message = message,
            Uses = new OneTimeUses(),
        })).ToArray();
        string[] gammas =
        [
            "9eb9d8cb883633050976aaf88889e3be061bc9b67e3026fa4b2768e87458365b", "4482383da6b3069363af9e1a73f0a943843f485ebf1e6bb17de78acc10a817b2",
            "e7a09d33d5d107b534f05babf703da84af7356ff09e47bfbf4da8c00c071a07c", "881507ae1590366a7d38e3ad11c37784125a3bc9fff11762305baf6ce3484e37",
        ];
        foreach (var (session, i) in sessions.Select((session, i) => (session, i)))
        {
            Assert.Equal("0xc720dec6aafcd9c70c304171d2768924889a78c84f6b43efeacd4f83c0cef44a", session.SessionId.ToString());
            Assert.Equal(gammas[i], session.PartialSignature(new Draws([HexData.Format(Scalar.FromInt64(7 + i).ToBytes())])).Value.ToString("x64")[^64..]);
        }

        foreach (var other in sessions[1..])
        {
            Assert.Null(sessions[0].Process(other.PartialSignature(new Draws([]))));
        }

        Assert.Equal("f6477edd7a5a8d0a2645824634cf89f57a59fe1f97d10d9a9cc7c7c91b4bbb36", sessions[0].Signature().Signature!.S.ToString("x64")[^64..]);
    }

    private static void SecondMessage(Vector vector, DssSetting setting)
    {
        var first = setting.Config(0);
        var part = EthDss.Start(first).PartialSignature(new Draws([HexData.Format(Scalar.One.ToBytes())]));
        Assert.Equal(vector.Number("value1"), part.Value);
        Assert.Equal(DssFault.ShareUsed, Assert.Throws<DssException>(() => EthDss.Start(first with { Message = vector.Number("msg2") })).Fault);

        // A copy of the share is no other share.
        var copy = first with { Message = vector.Number("msg2"), OneTime = new KeyShare(0, first.OneTime.Value, first.OneTime.Commitments) };
        Assert.Equal(DssFault.ShareUsed, Assert.Throws<DssException>(() => EthDss.Start(copy)).Fault);
        Assert.Equal(part.Value, EthDss.Start(first).PartialSignature(new Draws([HexData.Format(Scalar.One.ToBytes())])).Value);
    }

    private static void OwnPartComesBack(Vector vector, DssSetting setting)
    {
        var parts = vector.Objects("partials");
        var nonces = parts.ToDictionary(part => part.Int("index"), part => part.Text("identityNonce"));
        DssPartial Made(int index) => EthDss.Start(setting.Config(index)).PartialSignature(new Draws([nonces[index]]));
        var session = EthDss.Start(setting.Config(0));
        Assert.Null(session.Process(Made(0)));
        Assert.Null(session.Process(Made(1)));
        Assert.Equal(vector.Int("countBefore"), session.PartialCount);
        session.PartialSignature(new Draws([nonces[0]]));
        Assert.Equal(vector.Want!.Int("countAfter"), session.PartialCount);
        Assert.Equal(vector.Want.Flag("enough"), session.EnoughPartialSignatures);
        Assert.Equal(vector.Want.Text("error"), session.Signature().Fault!.Value.Describe());
    }

    private static void ThresholdAboveCoefficients(Vector vector, DssSetting setting)
    {
        var session = EthDss.Start(setting.Config(0));
        Assert.Equal(vector.Text("sessionId"), session.SessionId.ToString());
        foreach (var part in vector.Objects("partials"))
        {
            var index = part.Int("index");
            Assert.Null(session.Process(EthDss.Start(setting.Config(index)).PartialSignature(new Draws([part.Text("identityNonce")]))));
        }

        Assert.Equal(vector.Object("signature").Number("s"), session.Signature().Signature!.S);
    }

    private static void CheckPart(Vector expected, DssPartial part, Vector vector)
    {
        Assert.Equal(expected.Int("index"), part.Index);
        Assert.Equal(expected.Number("value"), part.Value);
        Assert.Equal(expected.Text("valueHash"), Keccak256.Hash(expected.Bytes("value")).ToString());
        Assert.Equal(expected.Text("hash"), EthDss.PartialHash(part.Value, part.SessionId.Span).ToString());
        Assert.Equal(expected.Object("signature").Number("s"), part.Signature.S);
        Assert.Equal(expected.Object("signature").Text("address"), HexData.Format(part.Signature.Commitment.ToBytes()));
        var key = vector.Objects("participants")[part.Index].Point("public");
        Assert.Equal(expected.Text("challenge"), HexData.Format(EthSchnorr.Challenge(key, expected.Number("hash"), part.Signature.Commitment).ToBytes()));
    }

    private static DssPartial PartOf(Vector part) => new(
        part.Int("index"),
        part.Number("value"),
        part.Text("sessionId") == "0x" ? Array.Empty<byte>() : part.Bytes("sessionId"),
        new SchnorrSignature(new Address(part.Object("signature").Bytes("address")), part.Object("signature").Number("s")));
}
