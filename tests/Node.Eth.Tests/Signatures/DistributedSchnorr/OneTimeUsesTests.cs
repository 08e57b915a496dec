using Node.Eth.Primitives;
using Node.Eth.Signatures.DistributedSchnorr;
using Xunit;

namespace Node.Eth.Tests.Signatures.DistributedSchnorr;

/// <summary>What is remembered of shares in memory: for as long as the process runs, and no more than so many.</summary>
public sealed class OneTimeUsesTests : OneTimeUsesSuite
{
    private readonly OneTimeUses _uses = new();

    private protected override IOneTimeUses Uses => _uses;

    [Fact]
    public async Task More_uses_than_SharesMax_are_refused_and_none_is_forgotten()
    {
        var uses = new OneTimeUses(sharesMax: 2);
        Assert.Null(await TakeAsync(uses, Use(1, 10), Use(2, 10)));
        Assert.Equal(DssFault.UsesFull, await TakeAsync(uses, Use(3, 10)));
        Assert.Equal(DssFault.UsesFull, await TakeAsync(uses, Use(1, 10), Use(3, 10)));
        Assert.Null(await TakeAsync(uses, Use(1, 10)));
        Assert.Equal(DssFault.ShareUsed, await TakeAsync(uses, Use(1, 11)));
    }

    [Fact]
    public async Task An_object_that_was_used_stays_tied_to_its_message_whatever_is_remembered_elsewhere()
    {
        var config = DssSetting.Good();
        await Sessions.StartAsync(config);
        await Sessions.RefusedAsync(DssFault.ShareUsed, config with { Message = 2, Uses = new OneTimeUses() });
        await Sessions.RefusedAsync(DssFault.ShareUsed, config with { LongTerm = config.OneTime, OneTime = config.LongTerm, Uses = new OneTimeUses() });
        Assert.NotNull(await Sessions.StartAsync(config with { Uses = new OneTimeUses() }));
    }

    [Fact]
    public async Task A_refusal_elsewhere_does_not_tie_an_object()
    {
        var config = DssSetting.Good();
        await Sessions.StartAsync(config);

        // After a restart: a new object, and the same memory.
        var again = config with { OneTime = new KeyShare(0, config.OneTime.Value, config.OneTime.Commitments) };
        await Sessions.RefusedAsync(DssFault.ShareUsed, again with { Message = 2 });
        Assert.NotNull(await Sessions.StartAsync(again));
    }

    [Fact]
    public async Task Of_many_sessions_at_once_with_memories_of_their_own_one_message_alone_is_begun()
    {
        var config = DssSetting.Good();
        var begun = await BegunAsync(Enumerable.Range(1, 32).Select(message => config with { Message = message, Uses = new OneTimeUses() }));
        Assert.Equal(1, begun);
    }

    [Fact]
    public async Task What_the_caller_changes_in_its_list_of_participants_does_not_reach_the_session()
    {
        var config = DssSetting.Good();
        var participants = config.Participants.ToArray();
        var session = await Sessions.StartAsync(config with { Participants = participants });
        Array.Clear(participants);
        Assert.Null(session.Process(session.PartialSignature(Node.Testing.CryptoTest.Stream(1))) is DssFault.AlreadyReceived ? null : "lost");
        Assert.Equal([1, 2], session.Signature().Missing);
    }

    private static ShareUse Use(byte share, byte usedFor) => new(Keccak256.Hash([share]), Keccak256.Hash([usedFor]));

    private static Task<DssFault?> TakeAsync(OneTimeUses uses, params ShareUse[] taken) =>
        uses.TryTakeAsync(taken, TestContext.Current.CancellationToken);
}
