using Node.Core.Storage;
using Node.Eth.Primitives;
using Node.Eth.Transactions;
using Node.Testing.Chain;
using Xunit;

namespace Node.Eth.Tests.Transactions;

/// <summary>From the pool to finality, with everything that a chain can do in between.</summary>
public abstract class TxFollowingTests(EngineKind engine)
{
    [Theory]
    [InlineData(ReorgTxs.Keep)]
    [InlineData(ReorgTxs.Move)]
    [InlineData(ReorgTxs.ToPool)]
    [InlineData(ReorgTxs.Drop)]
    public async Task A_reorg_is_followed_whatever_becomes_of_the_transaction(ReorgTxs txs)
    {
        await using var rig = await TxRig.CreateAsync(engine);
        await rig.EnqueueAsync("a", request => request with { NotifyAtConfirmations = 4 });
        await rig.SendAsync();
        await rig.MineAsync(2);
        var before = await rig.RecordAsync("a");
        Assert.Equal(TxState.Mined, before.State);

        rig.Chain.Reorg(2, txs);
        await rig.SeeAsync();
        await rig.LaterAsync();
        await rig.MineAsync(5);

        var after = await rig.RecordAsync("a");
        Assert.True(after.State is TxState.Mined or TxState.Final, $"it is {after.State}");
        Assert.Equal(before.Hash, after.Hash);
        Assert.NotEqual(before.BlockHash, after.BlockHash);
        Assert.True(rig.Chain.IsCanonical(after.BlockHash!.Value));
        Assert.Single(rig.MinedCalls());
        Assert.Equal(after.BlockHash, Assert.Single(rig.Observer.Reports).Receipt!.BlockHash);
        await TxInvariants.CheckAsync(rig);
    }

    [Fact]
    public async Task What_a_reorg_dropped_is_sent_again_at_once()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        await rig.EnqueueAsync("a");
        await rig.SendAsync();
        await rig.MineAsync();

        rig.Chain.Reorg(1, ReorgTxs.Drop);
        await rig.SeeAsync();

        Assert.Equal(TxState.Sent, await rig.StateAsync("a"));
        Assert.Single(rig.Chain.Pool);
    }

    [Fact]
    public async Task What_is_notified_is_not_notified_again_after_a_reorg()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        await rig.EnqueueAsync("a");
        await rig.SendAsync();
        await rig.MineAsync();
        Assert.Single(rig.Observer.Reports);

        rig.Chain.Reorg(1, ReorgTxs.ToPool);
        await rig.SeeAsync();
        await rig.MineAsync(3);

        Assert.Single(rig.Observer.Reports);
        Assert.Equal(TxState.Mined, await rig.StateAsync("a"));
    }

    [Fact]
    public async Task A_reorg_while_the_node_was_off_is_found_at_the_start()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        await rig.EnqueueAsync("a", request => request with { NotifyAtConfirmations = 3 });
        await rig.SendAsync();
        await rig.MineAsync();

        rig.Chain.Reorg(1, ReorgTxs.Drop);
        rig.Chain.Mine(150);
        rig.Restart();
        await rig.SeeAsync();
        Assert.Equal(TxState.Sent, await rig.StateAsync("a"));
        await rig.MineAsync(3);

        Assert.Equal(TxState.Mined, await rig.StateAsync("a"));
        Assert.Single(rig.Observer.Reports);
    }

    [Fact]
    public async Task A_block_older_than_the_heads_that_are_kept_is_settled_after_asking_the_endpoint()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        await rig.EnqueueAsync("a");
        await rig.SendAsync();
        await rig.MineAsync();

        rig.Chain.Mine(150);
        rig.Restart();
        await rig.SeeAsync();

        Assert.True(await rig.RecordAsync("a") is { State: TxState.Final, IsSettled: true });
    }

    [Fact]
    public async Task A_receipt_in_a_block_that_is_not_among_the_heads_waits_for_it()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        await rig.EnqueueAsync("a");
        await rig.SendAsync();
        rig.Chain.MineEmpty();
        rig.Heads.Sync();
        rig.Chain.Mine();

        await rig.Confirmer.PassAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(rig.Chain.FindReceipt((await rig.RecordAsync("a")).Hash!.Value));
        Assert.Equal(TxState.Sent, await rig.StateAsync("a"));
        await rig.SeeAsync();

        Assert.Equal(TxState.Mined, await rig.StateAsync("a"));
    }

    [Fact]
    public async Task A_revert_is_reported_with_its_decoded_reason()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        var data = Convert.FromHexString(
            "08c379a0" + "20".PadLeft(64, '0') + "8".PadLeft(64, '0') + Convert.ToHexString("too late"u8).PadRight(64, '0'));
        rig.Chain.OnTransaction(TxRig.Contract, _ => new ScriptedOutcome { Succeeds = false, GasUsed = 30_000 });
        rig.Chain.OnCall(TxRig.Contract, 0x01020304, _ => throw ScriptedRejectionException.Revert(data));
        await rig.EnqueueAsync("a", request => request with { NotifyAtConfirmations = 2 });
        await rig.SendAsync();
        await rig.MineAsync();

        Assert.Equal((TxState.Reverted, "reverted: too late"), (await rig.StateAsync("a"), (await rig.RecordAsync("a")).Reason));
        Assert.Empty(rig.Observer.Reports);
        await rig.MineAsync();
        var report = Assert.Single(rig.Observer.Reports);
        Assert.Equal((TxState.Reverted, "reverted: too late", false), (report.State, report.Reason, report.Receipt!.Succeeded));
        await rig.MineAsync(TxRig.FinalityDepth);
        Assert.True(await rig.RecordAsync("a") is { State: TxState.Reverted, IsSettled: true });
    }

    [Fact]
    public async Task A_revert_without_a_reason_says_whether_the_gas_ran_out()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        rig.Chain.OnTransaction(
            TxRig.Contract, tx => new ScriptedOutcome { Succeeds = false, GasUsed = tx.Nonce == 0 ? tx.GasLimit : 30_000 });
        await rig.EnqueueAsync("out of gas");
        await rig.EnqueueAsync("no reason");
        await rig.SendAsync();
        await rig.MineAsync();

        Assert.Equal("reverted: out of gas, it used all 100000 of its gas limit", (await rig.RecordAsync("out of gas")).Reason);
        Assert.Contains("gives no reason", (await rig.RecordAsync("no reason")).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_pool_forgot_is_sent_again_after_a_while()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        rig.Chain.LoseNextTxs(1);
        await rig.EnqueueAsync("a");
        await rig.SendAsync();
        Assert.Empty(rig.Chain.Pool);

        await rig.LaterAsync(TimeSpan.FromSeconds(9));
        Assert.Empty(rig.Chain.Pool);
        await rig.LaterAsync(TimeSpan.FromSeconds(1));
        Assert.Single(rig.Chain.Pool);
        await rig.MineAsync();

        Assert.Equal(TxState.Mined, await rig.StateAsync("a"));
        await TxInvariants.CheckAsync(rig);
    }

    [Fact]
    public async Task An_endpoint_that_lags_for_a_while_fails_nothing()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        await rig.EnqueueAsync("a");
        await rig.SendAsync();
        rig.Chain.Mine();
        rig.Transport.Faults.Add(new ScriptedFault(ScriptedFaultKind.Null) { Method = "eth_getTransactionReceipt", Times = 4 });
        await rig.MineAsync(4);
        Assert.Equal(TxState.Sent, await rig.StateAsync("a"));

        await rig.MineAsync(TxRig.FinalityDepth + 2);

        Assert.Equal(TxState.Final, await rig.StateAsync("a"));
        Assert.Equal(TxState.Mined, Assert.Single(rig.Observer.Reports).State);
    }

    [Fact]
    public async Task An_observer_that_throws_is_told_again_at_the_next_block_and_holds_up_nobody_else()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        var failures = 2;
        rig.Observer.OnTold = report =>
        {
            if (report.Origin == "a" && failures-- > 0)
            {
                throw new InvalidOperationException("cannot take it");
            }
        };
        await rig.EnqueueAsync("a");
        await rig.EnqueueAsync("b");
        await rig.SendAsync();

        await rig.MineAsync();
        Assert.Equal("b", Assert.Single(rig.Observer.Reports).Origin);
        Assert.Contains("cannot take it", rig.ConfirmerFault!.Reason, StringComparison.Ordinal);
        await rig.MineAsync(2);

        Assert.Equal(["b", "a"], rig.Observer.Reports.Select(report => report.Origin));
        Assert.Null(rig.ConfirmerFault);
    }

    [Fact]
    public async Task What_nobody_asked_about_is_told_to_nobody()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        await rig.EnqueueAsync("a", request => request with { NotifyAtConfirmations = null });
        await rig.SendAsync();
        await rig.MineAsync(TxRig.FinalityDepth + 2);

        Assert.Equal(TxState.Final, await rig.StateAsync("a"));
        Assert.Empty(rig.Observer.Reports);
    }

    [Fact]
    public async Task A_chain_that_does_not_answer_is_a_fault_and_nothing_is_lost()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        await rig.EnqueueAsync("a");
        await rig.SendAsync();
        rig.Transport.IsDown = true;
        await rig.MineAsync();
        Assert.Contains("does not answer", rig.ConfirmerFault!.Reason, StringComparison.Ordinal);

        rig.Transport.IsDown = false;
        await rig.LaterAsync();

        Assert.Null(rig.ConfirmerFault);
        Assert.Equal(TxState.Mined, await rig.StateAsync("a"));
        Assert.Equal(Keccak256.Hash(RawBytes(rig)), (await rig.RecordAsync("a")).Hash);
    }

    private static byte[] RawBytes(TxRig rig) => rig.MinedCalls().Single().Raw;
}
