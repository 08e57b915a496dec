using Node.Core.Storage;
using Node.Eth.Fees;
using Node.Eth.Transactions;
using Node.Testing.Chain;
using Xunit;

namespace Node.Eth.Tests.Transactions;

/// <summary>From the queue to the pool, and everything that an endpoint can say about it.</summary>
public abstract class TxSendingTests(EngineKind engine)
{
    private const string SendMethod = "eth_sendRawTransaction";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signs_sends_and_follows_a_transaction_to_finality()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        await rig.EnqueueAsync("a", request => request with { NotifyAtConfirmations = 3, Tag = "run" });

        await rig.SendAsync();
        var sent = await rig.RecordAsync("a");
        Assert.Equal(TxState.Sent, sent.State);
        Assert.Equal(rig.Chain.Pool.Single().Hash, sent.Hash);
        Assert.Equal((2, 3_000_000_000, 1_000_000_000), (rig.Chain.Pool[0].Type, (long)rig.Chain.Pool[0].MaxFeePerGas, (long)rig.Chain.Pool[0].MaxPriorityFeePerGas));

        await rig.MineAsync();
        var mined = await rig.RecordAsync("a");
        Assert.Equal((TxState.Mined, rig.Chain.Latest.Header.Hash, rig.Chain.Latest.Header.Number), (mined.State, mined.BlockHash!.Value, mined.BlockNumber!.Value));
        await rig.MineAsync();
        Assert.Empty(rig.Observer.Reports);

        await rig.MineAsync();
        var report = Assert.Single(rig.Observer.Reports);
        Assert.Equal(("a", "run", TxState.Mined, 3L, null), (report.Origin, report.Tag, report.State, report.Confirmations, report.Reason));
        Assert.Equal(mined.Hash, report.Receipt!.TxHash);

        await rig.MineAsync(TxRig.FinalityDepth - 4);
        Assert.Equal(TxState.Mined, await rig.StateAsync("a"));
        await rig.MineAsync();
        Assert.True((await rig.RecordAsync("a")) is { State: TxState.Final, IsSettled: true });
        await rig.MineAsync(3);
        Assert.Single(rig.Observer.Reports);
        await TxInvariants.CheckAsync(rig);
    }

    [Fact]
    public async Task On_a_chain_without_base_fee_transactions_are_legacy()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        rig.Chain.BaseFee = null;
        await rig.MineAsync();
        await rig.EnqueueAsync("a");

        await rig.SendAsync();
        await rig.MineAsync();

        Assert.Equal(0, rig.MinedCalls().Single().Type);
        Assert.Equal(TxState.Mined, await rig.StateAsync("a"));
    }

    [Fact]
    public async Task A_chain_that_is_ahead_moves_what_is_unsigned()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        for (var i = 0; i < 3; i++)
        {
            rig.Chain.UseNonceElsewhere(rig.Key);
            rig.Chain.Mine();
        }

        await rig.EnqueueAsync("a");
        await rig.EnqueueAsync("b");
        await rig.SendAsync();
        await rig.MineAsync();

        Assert.Equal((3, TxState.Mined), ((await rig.RecordAsync("a")).Nonce, await rig.StateAsync("a")));
        Assert.Equal((4, TxState.Mined), ((await rig.RecordAsync("b")).Nonce, await rig.StateAsync("b")));
        Assert.Equal(5, (await rig.EnqueueAsync("c")).Nonce);
        await TxInvariants.CheckAsync(rig);
    }

    [Fact]
    public async Task A_lost_answer_is_followed_by_the_same_bytes_and_counts_as_known()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        rig.Transport.Faults.Add(new ScriptedFault(ScriptedFaultKind.LostAnswer) { Method = SendMethod });
        await rig.EnqueueAsync("a");
        await rig.EnqueueAsync("b");

        await rig.SendAsync();
        Assert.Equal(TxState.Signed, await rig.StateAsync("a"));
        Assert.Contains("does not go out", rig.SenderFault!.Reason, StringComparison.Ordinal);
        var hash = (await rig.RecordAsync("a")).Hash;

        await rig.LaterAsync();
        Assert.Null(rig.SenderFault);
        Assert.Equal([hash!.Value, (await rig.RecordAsync("b")).Hash!.Value], rig.Chain.Pool.Select(tx => tx.Hash));
        await rig.MineAsync();
        Assert.Equal(2, rig.MinedCalls().Count);
        await TxInvariants.CheckAsync(rig);
    }

    [Fact]
    public async Task A_lost_answer_and_a_block_before_the_next_sending_is_still_one_transaction()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        rig.Transport.Faults.Add(new ScriptedFault(ScriptedFaultKind.LostAnswer) { Method = SendMethod });
        await rig.EnqueueAsync("a");
        await rig.SendAsync();
        rig.Chain.Mine();

        // "nonce too low" now, and the receipt is what counts.
        await rig.LaterAsync();
        Assert.Equal(TxState.Sent, await rig.StateAsync("a"));
        await rig.MineAsync();

        Assert.Equal(TxState.Mined, await rig.StateAsync("a"));
        Assert.Single(rig.MinedCalls());
        Assert.Single(rig.Observer.Reports);
    }

    [Fact]
    public async Task An_endpoint_that_is_away_is_a_fault_until_it_is_back()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        await rig.EnqueueAsync("a");
        rig.Transport.IsDown = true;

        await rig.SendAsync();
        Assert.Contains("does not answer", rig.SenderFault!.Reason, StringComparison.Ordinal);
        Assert.Equal(TxState.Queued, await rig.StateAsync("a"));

        rig.Transport.IsDown = false;
        await rig.LaterAsync();
        Assert.Null(rig.SenderFault);
        Assert.Equal(TxState.Sent, await rig.StateAsync("a"));
    }

    [Fact]
    public async Task Without_funds_it_waits_says_what_is_missing_and_goes_out_when_they_arrive()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        await rig.EnqueueAsync("a", request => request with { Value = System.Numerics.BigInteger.Pow(10, 21) });
        await rig.EnqueueAsync("b");

        await rig.SendAsync();
        Assert.Equal(TxState.Signed, await rig.StateAsync("a"));
        Assert.Contains("has 1000 ether and needs up to 1000.0003 ether", rig.SenderFault!.Reason, StringComparison.Ordinal);
        Assert.Contains(rig.Key.ToString(), rig.SenderFault.Advice, StringComparison.Ordinal);
        await rig.MineAsync();
        Assert.Empty(rig.Chain.Pool);

        rig.Chain.Fund(rig.Key, System.Numerics.BigInteger.Pow(10, 18));
        await rig.MineAsync();
        Assert.Null(rig.SenderFault);
        await rig.MineAsync();
        Assert.Equal((TxState.Mined, TxState.Mined), (await rig.StateAsync("a"), await rig.StateAsync("b")));
        await TxInvariants.CheckAsync(rig);
    }

    [Fact]
    public async Task Too_dear_a_chain_keeps_everything_unsigned_and_says_so()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        rig.Options = new TxOptions { Fees = new FeeOptions { FeeCapMaxWei = 100_000_000_000 } };
        rig.Restart();
        rig.Chain.BaseFee = 80_000_000_000;
        await rig.MineAsync();
        await rig.EnqueueAsync("a");

        await rig.SendAsync();
        Assert.Equal(TxState.Queued, await rig.StateAsync("a"));
        Assert.Contains("above FeeCapMax of 100 gwei", rig.SenderFault!.Reason, StringComparison.Ordinal);

        rig.Chain.BaseFee = 1_000_000_000;
        await rig.MineAsync();
        await rig.MineAsync();
        Assert.Equal(TxState.Mined, await rig.StateAsync("a"));
        Assert.Null(rig.SenderFault);
    }

    [Fact]
    public async Task What_can_never_be_mined_fails_with_the_reason_and_its_nonce_is_freed()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        rig.Chain.BlockGasLimit = 1_000_000;
        await rig.EnqueueAsync("too big", request => request with { GasLimit = 2_000_000 });
        await rig.EnqueueAsync("behind it");

        await rig.SendAsync();
        Assert.Equal(TxState.Sent, await rig.StateAsync("too big"));
        Assert.Contains("GasLimitTooHigh", (await rig.RecordAsync("too big")).Reason, StringComparison.Ordinal);
        await rig.MineAsync();

        var failed = await rig.RecordAsync("too big");
        Assert.Equal(TxState.Failed, failed.State);
        Assert.Contains("exceeds block gas limit", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(TxState.Mined, await rig.StateAsync("behind it"));
        Assert.Equal(["behind it", "too big"], rig.Observer.Reports.Select(report => report.Origin).Order());
        var report = rig.Observer.Reports.Single(told => told.Origin == "too big");
        Assert.Equal((TxState.Failed, null, failed.Reason), (report.State, report.Receipt, report.Reason));
        await rig.MineAsync(TxRig.FinalityDepth);
        Assert.True((await rig.RecordAsync("too big")) is { State: TxState.Failed, IsSettled: true });
        await TxInvariants.CheckAsync(rig);
    }

    [Fact]
    public async Task An_endpoint_that_lies_about_a_fatal_error_does_not_make_a_mined_transaction_failed()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        await rig.EnqueueAsync("a");

        // It keeps the transaction and says that it is refused for good.
        rig.Wire.OnSend = hex =>
        {
            rig.Wire.OnSend = _ => Task.CompletedTask;
            rig.Chain.Submit(RawTxDecoder.Decode(Convert.FromHexString(hex.AsSpan(2))));
            rig.Transport.Faults.Add(new ScriptedFault(ScriptedFaultKind.Error) { Method = SendMethod, Text = "invalid sender" });
            return Task.CompletedTask;
        };
        await rig.SendAsync();
        await rig.MineAsync();

        Assert.Equal((TxState.Mined, null), ((await rig.RecordAsync("a")).State, (await rig.RecordAsync("a")).Reason));
        Assert.Equal(TxState.Mined, Assert.Single(rig.Observer.Reports).State);
        await TxInvariants.CheckAsync(rig);
    }

    [Theory]
    [InlineData("txpool is full")]
    [InlineData("transaction underpriced: gas tip cap 1, minimum needed 9")]
    [InlineData("max fee per gas less than block base fee")]
    [InlineData("tx fee (1.05 ether) exceeds the configured cap (1.00 ether)")]
    [InlineData("we are having a bad day")]
    [InlineData("nonce too high")]
    public async Task Any_other_refusal_is_shown_and_the_same_bytes_are_tried_again(string text)
    {
        await using var rig = await TxRig.CreateAsync(engine);
        rig.Transport.Faults.Add(new ScriptedFault(ScriptedFaultKind.Error) { Method = SendMethod, Text = text });
        await rig.EnqueueAsync("a");

        await rig.SendAsync();
        var (state, hash) = ((await rig.RecordAsync("a")).State, (await rig.RecordAsync("a")).Hash);
        Assert.Equal(TxState.Signed, state);
        Assert.Contains(text, rig.SenderFault!.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(rig.SenderFault.Advice);

        await rig.LaterAsync();
        Assert.Null(rig.SenderFault);
        Assert.Equal(hash, rig.Chain.Pool.Single().Hash);
    }

    [Fact]
    public async Task No_more_than_the_limit_is_in_flight()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        rig.Options = new TxOptions { InFlightMax = 3 };
        rig.Restart();
        for (var i = 0; i < 8; i++)
        {
            await rig.EnqueueAsync($"origin {i}");
        }

        await rig.SendAsync();
        Assert.Equal(3, rig.Chain.Pool.Count);
        await rig.MineAsync();
        Assert.Equal(3, rig.Chain.Pool.Count);
        await rig.MineAsync(3);

        Assert.Equal(Enumerable.Range(0, 8).Select(i => (long)i), rig.MinedCalls().Select(tx => tx.Nonce));
    }

    [Fact]
    public async Task A_key_of_the_keystore_that_the_chain_has_not_seen_is_enabled_when_the_sender_starts()
    {
        await using var rig = await TxRig.CreateAsync(engine, keyCount: 2);
        await using var other = await rig.OnChainAsync(4242);
        await rig.Database.WriteAsync(session => rig.Services.Keys.DisableAsync(session, rig.Key, other.Chain.ChainId), Ct);
        await rig.Database.WriteAsync(
            session => session.ExecuteAsync(
                "DELETE FROM eth_key_states WHERE chain_id = 4242 AND address = @second", new { second = rig.Keystore.Addresses[1].ToBytes() }),
            Ct);

        await other.Sender.StartAsync(Ct);
        await other.Sender.CloseAsync();

        var states = await rig.Database.ReadAsync(session => other.Services.Keys.ListAsync(session, other.Chain.ChainId), Ct);
        Assert.Equal([false, true], rig.Keystore.Addresses.Select(address => states.Single(state => state.Address == address).IsEnabled));
    }
}
