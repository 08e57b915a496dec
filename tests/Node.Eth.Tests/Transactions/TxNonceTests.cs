using Node.Core.Storage;
using Node.Eth.Transactions;
using Node.Testing.Chain;
using Xunit;

namespace Node.Eth.Tests.Transactions;

/// <summary>Foreign transactions on our key, gaps, and a chain that is not the one of the store.</summary>
public abstract class TxNonceTests(EngineKind engine)
{
    [Fact]
    public async Task A_foreign_transaction_on_our_nonce_fails_ours_once_that_is_final()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        await rig.EnqueueAsync("a");
        await rig.EnqueueAsync("b");
        await rig.SendAsync();
        rig.Chain.UseNonceElsewhere(rig.Key);

        await rig.MineAsync(TxRig.FinalityDepth);
        Assert.Equal(TxState.Sent, await rig.StateAsync("a"));
        Assert.Equal(TxState.Final, await rig.StateAsync("b"));
        await rig.MineAsync();

        var failed = await rig.RecordAsync("a");
        Assert.Equal((TxState.Failed, true, null), (failed.State, failed.IsSettled, failed.Hash));
        Assert.Equal("replaced by a transaction not sent by this node", failed.Reason);
        Assert.Equal(TxState.Failed, rig.Observer.Reports.Single(report => report.Origin == "a").State);
        await rig.MineAsync(3);
        Assert.Equal(2, rig.Observer.Reports.Count);
        await TxInvariants.CheckAsync(rig);
    }

    [Fact]
    public async Task A_gap_that_stays_is_filled_and_what_waits_behind_it_is_mined()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        rig.Chain.UseNonceElsewhere(rig.Key);
        rig.Chain.Mine();
        await rig.EnqueueAsync("a");
        await rig.SendAsync();
        Assert.Equal(1, (await rig.RecordAsync("a")).Nonce);

        // The foreign transaction is gone for good: nonce 0 belongs to nobody.
        rig.Chain.Reorg(1, ReorgTxs.Drop);
        await rig.SeeAsync();
        for (var i = 0; i < 8; i++)
        {
            await rig.LaterAsync();
            await rig.MineAsync();
        }

        Assert.Equal(TxState.Mined, await rig.StateAsync("a"));
        Assert.Equal(2, rig.Chain.NonceOf(rig.Key));
        await TxInvariants.CheckAsync(rig);
    }

    [Fact]
    public async Task More_gaps_than_the_limit_are_left_to_the_operator()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        rig.Options = new TxOptions { GapHealMax = 1 };
        rig.Restart();
        rig.Chain.UseNonceElsewhere(rig.Key);
        rig.Chain.Mine();
        rig.Chain.UseNonceElsewhere(rig.Key);
        rig.Chain.Mine();
        await rig.EnqueueAsync("a");
        await rig.SendAsync();
        rig.Chain.Reorg(2, ReorgTxs.Drop);
        await rig.SeeAsync();
        for (var i = 0; i < 4; i++)
        {
            await rig.LaterAsync();
        }

        Assert.Contains("more than GapHealMax of 1", rig.SenderFault!.Reason, StringComparison.Ordinal);
        Assert.Equal(0, rig.Chain.NonceOf(rig.Key));
    }

    [Fact]
    public async Task A_chain_that_started_anew_under_an_old_store_is_a_fault_that_says_so()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        await rig.EnqueueAsync("a");
        await rig.SendAsync();
        await rig.MineAsync(TxRig.FinalityDepth + 1);
        Assert.Equal(TxState.Final, await rig.StateAsync("a"));

        rig.Chain.Reorg((int)rig.Chain.Latest.Header.Number, ReorgTxs.Drop);
        rig.Restart();
        await rig.SendAsync();

        Assert.Contains("nonce 0 was final", rig.SenderFault!.Reason, StringComparison.Ordinal);
        Assert.Contains("new database", rig.SenderFault.Advice, StringComparison.Ordinal);
    }
}
