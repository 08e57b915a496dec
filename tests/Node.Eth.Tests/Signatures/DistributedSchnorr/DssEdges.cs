using Node.Eth.Encoding;
using Node.Eth.Signatures.DistributedSchnorr;
using Node.Eth.Signatures.Secp256k1;
using Xunit;

namespace Node.Eth.Tests.Signatures.DistributedSchnorr;

/// <summary>The one-off cases of the vectors of distributed signatures, told apart by what they have.</summary>
internal static class DssEdges
{
    public static async Task CheckAsync(Vector vector)
    {
        var setting = new DssSetting(vector);
        Assert.NotEmpty(vector.Text("dkg"));
        Assert.All(Enumerable.Range(0, setting.Count), i => Assert.Equal(i, setting.Config(i).OneTime.Index));
        if (vector.Has("secret"))
        {
            Assert.True(vector.MustReject);
            await Sessions.RefusedAsync(DssFault.NotAMember, setting.Config(0) with { Identity = vector.Scalar("secret") });
        }
        else if (vector.Has("msg2"))
        {
            await SecondMessageAsync(vector, setting);
        }
        else if (vector.Has("countAfter"))
        {
            await OwnPartComesBackAsync(vector, setting);
        }
        else if (vector.MustReject)
        {
            await Refusal.OfAsync(() => Sessions.StartAsync(setting.Config(0)));
        }
        else
        {
            var session = await Sessions.StartAsync(setting.Config(0));
            foreach (var part in (await DssOperations.PartsAsync(vector, setting)).Values)
            {
                Assert.Null(session.Process(part));
            }

            DssOperations.CheckSignature(vector, session, setting.Message);
        }
    }

    private static async Task SecondMessageAsync(Vector vector, DssSetting setting)
    {
        Assert.True(vector.MustReject);
        var first = setting.Config(0);
        var session = await Sessions.StartAsync(first);
        Assert.Equal(vector.Text("challenge1"), HexData.Format(session.Challenge.ToBytes()));
        Assert.Equal(vector.Number("value1"), session.PartialSignature(new Draws([HexData.Format(Scalar.One.ToBytes())])).Value);
        var second = first with { Message = vector.Number("msg2") };
        await Sessions.RefusedAsync(DssFault.ShareUsed, second);

        // Nor does it help to forget what the share was used for, or to make a copy of it.
        await Sessions.RefusedAsync(DssFault.ShareUsed, second with { Uses = new OneTimeUses() });
        await Sessions.RefusedAsync(
            DssFault.ShareUsed, second with { OneTime = new KeyShare(0, first.OneTime.Value, first.OneTime.Commitments) });
        var again = (await Sessions.StartAsync(first)).PartialSignature(new Draws([HexData.Format(Scalar.One.ToBytes())]));
        Assert.Equal(vector.Number("value1"), again.Value);

        // Why it matters: what the two parts would have given away.
        Assert.Equal(
            first.LongTerm.Value,
            (Scalar.From(vector.Number("value1")) - vector.Scalar("value2")) / (vector.Scalar("challenge2") - vector.Scalar("challenge1")));
        Assert.Equal(first.LongTerm.Value, vector.Scalar("revealedShare"));
    }

    private static async Task OwnPartComesBackAsync(Vector vector, DssSetting setting)
    {
        var wanted = vector.Want ?? vector;
        var nonces = vector.Objects("partials").ToDictionary(part => part.Int("index"), part => part.Text("identityNonce"));
        var session = await Sessions.StartAsync(setting.Config(0));
        foreach (var index in nonces.Keys.Order())
        {
            var made = (await Sessions.StartAsync(setting.Config(index))).PartialSignature(new Draws([nonces[index]]));
            Assert.Null(session.Process(made));
        }

        Assert.Equal(vector.Int("countBefore"), session.PartialCount);
        session.PartialSignature(new Draws([nonces[0]]));
        Assert.Equal(wanted.Int("countAfter"), session.PartialCount);
        Assert.Equal(wanted.Flag("enough"), session.EnoughPartialSignatures);
        Assert.Equal(wanted.Text("error"), session.Signature().Fault!.Value.Describe());
    }
}
