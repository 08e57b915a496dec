using Node.Core.Storage;
using Node.Eth.Primitives;
using Node.Eth.Transactions;
using Xunit;

namespace Node.Eth.Tests.Transactions;

/// <summary>Queueing and the keys' nonces, the same on both engines.</summary>
public abstract class TxQueueTests(EngineKind engine)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Takes_nonces_in_order()
    {
        await using var rig = await TxRig.CreateAsync(engine);

        var first = await rig.EnqueueAsync("a");
        var second = await rig.EnqueueAsync("b");

        Assert.Equal((rig.Key, 0L, false), (first.From, first.Nonce, first.AlreadyQueued));
        Assert.Equal((rig.Key, 1L, false), (second.From, second.Nonce, second.AlreadyQueued));
        Assert.Equal(TxState.Queued, await rig.StateAsync("a"));
    }

    [Fact]
    public async Task The_same_origin_gets_the_same_ticket_and_no_second_nonce()
    {
        await using var rig = await TxRig.CreateAsync(engine);

        var first = await rig.EnqueueAsync("a");
        var again = await rig.EnqueueAsync("a", request => request with { Data = [9] });
        var next = await rig.EnqueueAsync("b");

        Assert.Equal(first with { AlreadyQueued = true }, again);
        Assert.Equal(1, next.Nonce);
    }

    [Fact]
    public async Task Queueing_at_once_from_many_sides_gives_each_origin_one_nonce_and_leaves_no_gap()
    {
        await using var rig = await TxRig.CreateAsync(engine);

        var tickets = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => rig.EnqueueAsync($"origin {i % 20}"))));

        Assert.Equal(20, tickets.Select(ticket => ticket.TxId).Distinct().Count());
        Assert.Equal(20, tickets.Count(ticket => !ticket.AlreadyQueued));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)i), tickets.Select(ticket => ticket.Nonce).Distinct().Order());
        await TxInvariants.CheckAsync(rig);
    }

    [Fact]
    public async Task A_commit_that_fails_takes_no_nonce_and_stores_nothing()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        var request = new TxRequest { Origin = "a", To = TxRig.Contract, GasLimit = 50_000 };
        await Assert.ThrowsAsync<SimulatedCrashException>(() => rig.Database.WriteAsync(
            async session =>
            {
                await rig.Services.Queue.EnqueueAsync(session, request, Ct);
                throw new SimulatedCrashException();
            },
            Ct));

        Assert.Null(await rig.Services.Reader.FindByOriginAsync(rig.Chain.ChainId, "a", Ct));
        Assert.Equal(0, (await rig.EnqueueAsync("b")).Nonce);
    }

    [Fact]
    public async Task The_least_recently_used_of_the_allowed_keys_sends()
    {
        await using var rig = await TxRig.CreateAsync(engine, keyCount: 3);
        List<Address> used = [];
        for (var i = 0; i < 6; i++)
        {
            rig.Time.Advance(TimeSpan.FromSeconds(1));
            used.Add((await rig.EnqueueAsync($"any {i}")).From);
        }

        Assert.Equal(3, used.Take(3).Distinct().Count());
        Assert.Equal(used.Take(3), used.Skip(3));

        var two = new[] { used[0], used[2] };
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(used[0], (await rig.EnqueueAsync("first of two", request => request with { FromAny = two })).From);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(used[2], (await rig.EnqueueAsync("second of two", request => request with { FromAny = two })).From);
    }

    [Fact]
    public async Task Without_a_key_the_refusal_says_how_to_get_one()
    {
        await using var rig = await TxRig.CreateAsync(engine, keyCount: 0);

        var refused = await Assert.ThrowsAsync<TxRefusedException>(() => rig.EnqueueAsync("a"));

        Assert.Equal(TxRefusal.NoKey, refused.Refusal);
        Assert.Contains("POST /v2/keys/evm", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_disabled_or_foreign_takes_nothing_and_one_enabled_again_keeps_its_nonce()
    {
        await using var rig = await TxRig.CreateAsync(engine, keyCount: 2);
        await rig.EnqueueAsync("before", request => request with { FromAny = [rig.Key] });
        Assert.True(await rig.Database.WriteAsync(session => rig.Services.Keys.DisableAsync(session, rig.Key, rig.Chain.ChainId), Ct));
        Assert.False(await rig.Database.WriteAsync(session => rig.Services.Keys.DisableAsync(session, rig.Key, rig.Chain.ChainId), Ct));

        var disabled = await Assert.ThrowsAsync<TxRefusedException>(
            () => rig.EnqueueAsync("a", request => request with { FromAny = [rig.Key] }));
        var foreign = await Assert.ThrowsAsync<TxRefusedException>(
            () => rig.EnqueueAsync("b", request => request with { FromAny = [TxRig.Contract] }));
        await rig.Database.WriteAsync(session => rig.Services.Keys.EnableAsync(session, rig.Key, rig.Chain.ChainId), Ct);
        var after = await rig.EnqueueAsync("after", request => request with { FromAny = [rig.Key] });

        Assert.Equal(TxRefusal.KeyNotEnabled, disabled.Refusal);
        Assert.Contains(rig.Key.ToString(), disabled.Message, StringComparison.Ordinal);
        Assert.Equal(TxRefusal.KeyNotEnabled, foreign.Refusal);
        Assert.Equal(1, after.Nonce);
        var states = await rig.Database.ReadAsync(session => rig.Services.Keys.ListAsync(session, rig.Chain.ChainId), Ct);
        Assert.Equal(2, states.Count);
        Assert.Equal(rig.Time.GetUtcNow(), states.Single(state => state.Address == rig.Key).LastUsedAt);
    }

    [Fact]
    public async Task A_full_queue_refuses_by_name_and_the_callers_commit_may_go_on_without_a_gap()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        rig.Options = new TxOptions { QueuedTxMax = 3 };
        rig.Restart();
        for (var i = 0; i < 3; i++)
        {
            await rig.EnqueueAsync($"fits {i}");
        }

        var refused = await rig.Database.WriteAsync(
            session => Assert.ThrowsAsync<TxRefusedException>(() => rig.Services.Queue.EnqueueAsync(
                session, new TxRequest { Origin = "too much", To = TxRig.Contract, GasLimit = 50_000 }, Ct)),
            Ct);

        Assert.Equal(TxRefusal.QueueFull, refused.Refusal);
        Assert.Contains("QueuedTxMax is 3", refused.Message, StringComparison.Ordinal);
        await rig.SendAsync();
        Assert.Equal(3, (await rig.EnqueueAsync("fits again")).Nonce);
        await TxInvariants.CheckAsync(rig);
    }

    [Fact]
    public async Task A_bad_request_is_refused_before_anything_is_written()
    {
        await using var rig = await TxRig.CreateAsync(engine);

        var refused = await Assert.ThrowsAsync<TxRefusedException>(() => rig.EnqueueAsync("a", request => request with { GasLimit = 1 }));

        Assert.Equal(TxRefusal.GasLimitOutOfRange, refused.Refusal);
        Assert.Equal(0, (await rig.EnqueueAsync("b")).Nonce);
    }

    [Fact]
    public async Task Two_chains_share_a_database_and_nothing_else()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        await using var other = await rig.OnChainAsync(4242);

        Assert.Equal(0, (await rig.EnqueueAsync("a")).Nonce);
        Assert.Equal(0, (await other.EnqueueAsync("a")).Nonce);
        await rig.SendAsync();
        await other.SendAsync();

        Assert.Single(rig.Chain.Pool);
        Assert.Single(other.Chain.Pool);
        Assert.NotEqual((await rig.RecordAsync("a")).Hash, (await other.RecordAsync("a")).Hash);
    }

    [Fact]
    public async Task Transactions_are_read_by_tag_by_origin_and_by_page()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        for (var i = 0; i < 5; i++)
        {
            await rig.EnqueueAsync($"origin {i}", request => request with { Tag = i % 2 == 0 ? "run 1" : "run 2", Value = i });
        }

        var tagged = await rig.Services.Reader.ListByTagAsync("run 1", Ct);
        var page = await rig.Services.Reader.ListAsync(null, 2, Ct);
        var rest = await rig.Services.Reader.ListAsync(page[^1].TxId, 1000, Ct);

        Assert.Equal(["origin 0", "origin 2", "origin 4"], tagged.Select(tx => tx.Origin));
        Assert.Equal(["origin 4", "origin 3"], page.Select(tx => tx.Origin));
        Assert.Equal(["origin 2", "origin 1", "origin 0"], rest.Select(tx => tx.Origin));
        var third = await rig.RecordAsync("origin 3");
        Assert.Equal((3, "run 2", rig.Key, TxRig.Contract), ((int)third.Value, third.Tag, third.From, third.To));
        Assert.Equal((TxState.Queued, false, null, rig.Time.GetUtcNow()), (third.State, third.IsSettled, third.Hash, third.CreatedAt));
        Assert.Empty(await rig.Services.Reader.ListByTagAsync("nobody", Ct));
        var several = await rig.Services.Reader.ListByTagsAsync(["run 2", "nobody", "run 1"], Ct);
        Assert.Equal(["origin 0", "origin 2", "origin 4"], several["run 1"].Select(tx => tx.Origin));
        Assert.Equal(["origin 1", "origin 3"], several["run 2"].Select(tx => tx.Origin));
        Assert.Empty(several["nobody"]);
        Assert.Empty(await rig.Services.Reader.ListByTagsAsync([], Ct));
        Assert.Equal(["run 1", "run 2"], (await rig.Services.Reader.ListUnsettledTagsAsync(Ct)).Order());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => rig.Services.Reader.ListByTagsAsync([.. Enumerable.Repeat("a", ITxReader.CountMax + 1)], Ct));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => rig.Services.Reader.ListAsync(null, ITxReader.CountMax + 1, Ct));
    }
}
