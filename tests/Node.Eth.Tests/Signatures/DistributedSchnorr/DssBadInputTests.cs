using System.Numerics;
using Node.Eth.Primitives;
using Node.Eth.Signatures.DistributedSchnorr;
using Node.Eth.Signatures.Schnorr;
using Node.Eth.Signatures.Secp256k1;
using Node.Testing;
using Xunit;

namespace Node.Eth.Tests.Signatures.DistributedSchnorr;

public sealed class DssBadInputTests
{
    [Fact]
    public void More_participants_than_MembersMax_are_refused()
    {
        var random = CryptoTest.Stream(0);
        Point[] participants = [.. Enumerable.Range(1, EthDss.MembersMax + 1).Select(secret => Group.BaseMultiplyPublic(Scalar.FromInt64(secret)))];
        var config = new DkgConfig { Identity = Scalar.One, Participants = participants, Threshold = 2, Context = Hash32.Zero };
        Assert.Equal(DssFault.BadMemberCount, Assert.Throws<DssException>(() => new DkgMember(config, random)).Fault);
        Assert.Equal(0, new DkgMember(config with { Participants = participants[..EthDss.MembersMax] }, random).Index);
        Assert.Equal(DssFault.BadMemberCount, Assert.Throws<DssException>(() => new DkgMember(config with { Participants = [] }, random)).Fault);
    }

    [Fact]
    public async Task Each_thing_that_is_wrong_with_a_session_has_its_name()
    {
        var config = DssSetting.Good();
        Assert.NotNull(await Sessions.StartAsync(config));
        await FailsAsync(DssFault.MessageOutOfRange, config with { Message = -1 });
        await FailsAsync(DssFault.MessageOutOfRange, config with { Message = BigInteger.One << 256 });
        await FailsAsync(DssFault.BadThreshold, config with { Threshold = 0 });
        await FailsAsync(DssFault.BadThreshold, config with { Threshold = 1 });
        await FailsAsync(DssFault.BadThreshold, config with { Threshold = 4 });
        await FailsAsync(DssFault.NotAMember, config with { Identity = Scalar.Zero });
        await FailsAsync(DssFault.BadMember, config with { Participants = [config.Participants[0], config.Participants[0], config.Participants[2]] });
        await FailsAsync(DssFault.BadMember, config with { Participants = [config.Participants[0], Point.Identity, config.Participants[2]] });
        var share = config.OneTime;
        await FailsAsync(DssFault.BadShare, config with { OneTime = new KeyShare(0, share.Value + Scalar.One, share.Commitments) });
        await FailsAsync(DssFault.BadShare, config with { OneTime = new KeyShare(0, Scalar.Zero, share.Commitments) });
        await FailsAsync(DssFault.ShareOfAnother, config with { OneTime = new KeyShare(1, share.Value, share.Commitments) });
        await FailsAsync(DssFault.BadCommitment, config with { OneTime = new KeyShare(0, share.Value, []) });
        await FailsAsync(DssFault.BadCommitment, config with { OneTime = new KeyShare(0, share.Value, [Point.Identity, share.Commitments[1]]) });
    }

    [Fact]
    public void Messages_of_a_key_generation_are_refused_by_name()
    {
        var random = CryptoTest.Stream(2);
        Scalar[] identities = [Scalar.FromInt64(5), Scalar.FromInt64(6), Scalar.FromInt64(7)];
        var config = new DkgConfig
        {
            Identity = identities[0],
            Participants = [.. identities.Select(identity => Group.BaseMultiplySecret(identity))],
            Threshold = 2,
            Context = Keccak256.Hash("one"),
        };
        var first = new DkgMember(config, random);
        var deal = (DkgDeal)Assert.Single(new DkgMember(config with { Identity = identities[1] }, random).Begin());
        Assert.Same(first.Begin(), first.Begin());
        Assert.Equal(DkgFault.OtherContext, first.Receive(deal with { Context = Keccak256.Hash("other") }));
        Assert.Equal(DkgFault.BadIndex, first.Receive(deal with { From = 3 }));
        Assert.Equal(DkgFault.BadIndex, first.Receive(deal with { From = -1 }));
        Assert.Equal(DkgFault.BadIdentitySignature, first.Receive(deal with { From = 2 }));
        Assert.Equal(DkgFault.Malformed, first.Receive(null));
        Assert.Equal(DkgFault.Malformed, first.Receive(deal with { Shares = null! }));
        Assert.Equal(DkgFault.Malformed, first.Receive(deal with { Shares = [null!, null!, null!] }));
        Assert.Equal(DkgFault.Malformed, first.Receive(deal with { Commitments = null! }));
        Assert.Equal(DkgFault.Malformed, first.Receive(deal with { Signature = null! }));
        Assert.Equal(DkgFault.Malformed, first.Receive(new DkgComplaint(1, config.Context, null!, deal.Signature)));
        Assert.Equal(DkgFault.Malformed, first.Receive(new DkgOpening(1, config.Context, DkgPhase.Accusations, [null!], deal.Signature)));
        Assert.Equal(DkgFault.Malformed, first.Receive(new DkgView(1, config.Context, DkgPhase.Complaints, [null!], false, deal.Signature)));
        Assert.Equal(DkgFault.Malformed, first.Receive(new DkgView(1, config.Context, DkgPhase.Deals, [Seen(DkgPhase.Deals, 1)], false, deal.Signature)));
        Assert.Equal(DkgFault.Malformed, first.Receive(new DkgView(1, config.Context, DkgPhase.Complaints, [Seen(DkgPhase.Deals, 3)], false, deal.Signature)));
        DkgSeen[] many = [.. Enumerable.Repeat(Seen(DkgPhase.Deals, 1), DkgWitness.SeenMax(3) + 1)];
        Assert.Equal(DkgFault.Malformed, first.Receive(new DkgView(1, config.Context, DkgPhase.Complaints, many, false, deal.Signature)));
        Assert.Equal(DkgFault.Malformed, first.Receive(deal with { Shares = [] }));
        Assert.Equal(
            DkgFault.Malformed,
            first.Receive(deal with { Shares = [.. deal.Shares.Select(share => share with { Ciphertext = new byte[1 << 20] })] }));
        Assert.Equal(DkgFault.Malformed, first.Receive(new DkgComplaint(1, config.Context, [2, 2], deal.Signature)));
        Assert.Equal(DkgFault.Malformed, first.Receive(new DkgComplaint(1, config.Context, [1], deal.Signature)));
        Assert.Equal(DkgFault.Malformed, first.Receive(new DkgCommitments(1, config.Context, [Point.Identity, Point.Generator], deal.Signature)));
        Assert.Equal(DkgFault.Malformed, first.Receive(new DkgOpening(1, config.Context, DkgPhase.Commitments, [], deal.Signature)));
        Assert.Equal(DkgFault.OtherPhase, first.Receive(new DkgOpening(1, config.Context, DkgPhase.Done, [], deal.Signature)));
        Assert.Null(first.Receive(deal));
        Assert.Equal(DkgFault.AlreadyReceived, first.Receive(deal));
        first.ClosePhase();
        Assert.Equal(DkgFault.OtherPhase, first.Receive(deal));
        for (var phase = first.Phase; phase < DkgPhase.Done; phase++)
        {
            first.ClosePhase();
        }

        Assert.Equal(DkgFault.NoDeal, first.Result!.Culprits[2]);
        Assert.Throws<InvalidOperationException>(() => first.ClosePhase());
    }

    [Fact]
    public void Secrets_have_no_text()
    {
        var config = DssSetting.Good();
        var secret = Convert.ToHexStringLower(config.OneTime.Value.ToBytes());
        Assert.DoesNotContain(secret, $"{config} {config.OneTime} {new OpenShare(0, 1, config.OneTime.Value, Scalar.One)}", StringComparison.OrdinalIgnoreCase);
        Assert.All(Enum.GetValues<DssFault>().Select(fault => fault.Describe()).GroupBy(text => text), group => Assert.Single(group));
        Assert.All(Enum.GetValues<DkgFault>().Select(fault => fault.Describe()).GroupBy(text => text), group => Assert.Single(group));
        Assert.All(Enum.GetValues<SchnorrFault>().Select(fault => fault.Describe()).GroupBy(text => text), group => Assert.Single(group));
    }

    private static Task FailsAsync(DssFault fault, DssConfig config) => Sessions.RefusedAsync(fault, config with { Uses = new OneTimeUses() });

    private static DkgSeen Seen(DkgPhase phase, int from) => new(phase, from, Hash32.Zero, new SchnorrSignature(Address.Zero, 1));
}
