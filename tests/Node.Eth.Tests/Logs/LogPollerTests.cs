using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Testing.Chain;
using Xunit;

namespace Node.Eth.Tests.Logs;

public sealed class LogPollerTests : IAsyncLifetime
{
    private LogRig _rig = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _rig = await LogRig.CreateAsync();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_new_subscription_gets_what_is_mined_after_it()
    {
        _rig.Emit(1);
        await _rig.RunAsync();
        var listener = await _rig.SubscribeAsync();
        _rig.Emit(2);
        await _rig.RunAsync();
        Assert.Equal([2], listener.Marks);
    }

    [Fact]
    public async Task Before_any_block_was_seen_the_first_one_seen_counts()
    {
        var listener = await _rig.SubscribeAsync();
        _rig.Emit(1);
        _rig.Emit(2);
        await _rig.RunAsync();
        Assert.Equal([2], listener.Marks);
    }

    [Fact]
    public async Task Only_logs_of_the_contract_with_the_topics_are_handed_out()
    {
        await _rig.RunAsync();
        var listener = await _rig.SubscribeAsync();
        var other = await _rig.SubscribeAsync("other", address: Address.Zero);
        _rig.Chain.Emit(Address.Zero, [LogRig.Topic], [1]);
        _rig.Chain.Emit(LogRig.Contract, [Keccak256.Hash("Other()")], [2]);
        _rig.Chain.Emit(LogRig.Contract, [], [3]);
        _rig.Emit(4);
        await _rig.RunAsync();
        Assert.Equal([4], listener.Marks);
        Assert.Equal([1], other.Marks);
    }

    [Fact]
    public async Task Logs_come_in_order_of_block_and_place()
    {
        await _rig.RunAsync();
        var listener = await _rig.SubscribeAsync();
        _rig.Emit(1, 2, 3);
        _rig.Emit(4);
        _rig.Emit(5, 6);
        await _rig.RunAsync();
        Assert.Equal([.. listener.Logs.OrderBy(log => log.BlockNumber).ThenBy(log => log.LogIndex)], listener.Logs);
        Assert.Equal([1, 2, 3, 4, 5, 6], listener.Marks.Select(mark => (int)mark).Order().ToList());
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(5, 4)]
    public async Task Logs_wait_until_their_block_is_deep_enough(int confirmations, int blocksAbove)
    {
        await _rig.RunAsync();
        var listener = await _rig.SubscribeAsync(confirmations: confirmations);
        _rig.Emit(1);
        for (var i = 0; i < blocksAbove; i++)
        {
            await _rig.RunAsync();
            Assert.Empty(listener.Logs);
            _rig.Chain.Mine();
        }

        await _rig.RunAsync();
        Assert.Equal([1], listener.Marks);
    }

    [Fact]
    public async Task A_log_whose_block_is_replaced_before_it_is_deep_enough_is_never_handed_out()
    {
        await _rig.RunAsync();
        var listener = await _rig.SubscribeAsync(confirmations: 3);
        _rig.Emit(1);
        _rig.Chain.Mine();
        await _rig.RunAsync();
        _rig.Chain.Reorg(2, ReorgTxs.Drop);
        _rig.Chain.Mine(5);
        await _rig.RunAsync();
        Assert.Empty(listener.Logs);
    }

    [Fact]
    public async Task A_reorg_below_the_position_hands_out_the_new_blocks()
    {
        await _rig.RunAsync();
        var listener = await _rig.SubscribeAsync();
        _rig.Emit(1);
        _rig.Emit(2);
        await _rig.RunAsync();
        _rig.Chain.Reorg(2);
        await _rig.RunAsync();
        Assert.Equal([1, 2, 1, 2], listener.Marks);
        Assert.All(listener.Logs.Skip(2), log => Assert.True(_rig.Chain.IsCanonical(log.BlockHash)));
        Assert.Equal(_rig.Chain.Latest.Header.Number + 1, (await _rig.CursorsAsync())[0].NextBlock);
    }

    [Fact]
    public async Task After_a_restart_it_goes_on_where_it_stopped()
    {
        await _rig.RunAsync();
        await _rig.SubscribeAsync();
        _rig.Emit(1);
        await _rig.RunAsync();
        _rig.Restart();
        _rig.Emit(2);
        var listener = await _rig.SubscribeAsync();
        _rig.Emit(3);
        await _rig.RunAsync();
        Assert.Equal([2, 3], listener.Marks);
    }

    [Fact]
    public async Task A_chain_rewritten_while_nobody_watched_is_read_again()
    {
        _rig.Chain.Mine(5);
        await _rig.RunAsync();
        await _rig.SubscribeAsync();
        _rig.Emit(1);
        _rig.Emit(2);
        await _rig.RunAsync();
        _rig.Restart();
        _rig.Chain.Reorg(1, ReorgTxs.Drop, 1);
        _rig.Emit(3);
        var listener = await _rig.SubscribeAsync();
        await _rig.RunAsync();
        Assert.Equal([1, 3], listener.Marks);
    }

    [Fact]
    public async Task After_a_restart_far_below_the_kept_blocks_the_gap_is_read_by_ranges()
    {
        _rig.Options = _rig.Options with { LogRangeBlocksMax = 100 };
        _rig.Restart();
        await _rig.RunAsync();
        await _rig.SubscribeAsync();
        _rig.Emit(1);
        await _rig.RunAsync();
        _rig.Restart();
        _rig.Emit(2);
        _rig.Chain.Mine(950);
        _rig.Emit(3);
        var listener = await _rig.SubscribeAsync();
        _rig.Transport.ResetCounts();
        await _rig.RunAsync();
        Assert.Equal([2, 3], listener.Marks);
        Assert.InRange(_rig.Transport.CallsOf("eth_getLogs"), 1, 10 + 20);
    }

    [Fact]
    public async Task An_endpoint_that_wants_smaller_ranges_gets_them_and_later_larger_ones_again()
    {
        _rig.Chain.Mine(10);
        await _rig.RunAsync();
        await _rig.SubscribeAsync();
        await _rig.RunAsync();
        _rig.Restart();
        for (byte i = 0; i < 30; i++)
        {
            _rig.Emit(i);
            _rig.Chain.Mine(20);
        }

        _rig.Transport.Rpc.LogRangeMax = 40;
        var listener = await _rig.SubscribeAsync();
        await _rig.RunAsync();
        Assert.Equal([.. Enumerable.Range(0, 30).Select(i => (byte)i)], listener.Marks);
    }

    [Fact]
    public async Task A_listener_that_fails_gets_the_same_logs_again_and_holds_up_nobody()
    {
        await _rig.RunAsync();
        var bad = await _rig.SubscribeAsync("bad");
        var good = await _rig.SubscribeAsync("good");
        bad.Failures = 2;
        _rig.Emit(1);
        await _rig.RunAsync();
        _rig.Emit(2);
        await _rig.RunAsync();
        Assert.Equal([1, 2], good.Marks);
        Assert.Empty(bad.Logs);
        Assert.Equal(1, bad.Calls);

        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        await _rig.RoundsAsync();
        Assert.Equal(2, bad.Calls);
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        await _rig.RoundsAsync();
        Assert.Equal(2, bad.Calls); // the second wait is longer
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        await _rig.RoundsAsync();
        Assert.Equal([1, 2], bad.Marks);
    }

    [Fact]
    public async Task The_position_is_stored_only_after_the_listener_took_the_logs()
    {
        await _rig.RunAsync();
        var listener = await _rig.SubscribeAsync();
        listener.Failures = 1;
        var block = _rig.Emit(1).Header.Number;
        await _rig.RunAsync();
        Assert.Equal(block, (await _rig.CursorsAsync())[0].NextBlock);
        _rig.Time.Advance(TimeSpan.FromSeconds(5));
        await _rig.RoundsAsync();
        Assert.Equal(block + 1, (await _rig.CursorsAsync())[0].NextBlock);
    }

    [Fact]
    public async Task An_endpoint_that_fails_delays_and_loses_nothing()
    {
        await _rig.RunAsync();
        var listener = await _rig.SubscribeAsync();
        _rig.Emit(1);
        _rig.Transport.Faults.Add(new ScriptedFault(ScriptedFaultKind.Error) { Method = "eth_getLogs" });
        await Assert.ThrowsAsync<RpcException>(_rig.RunAsync);
        await _rig.RunAsync();
        Assert.Equal([1], listener.Marks);
    }

    [Fact]
    public async Task A_thousand_quiet_subscriptions_cost_few_calls_and_one_update_a_block()
    {
        _rig.Chain.Mine(3);
        await _rig.RunAsync();
        for (var i = 0; i < 1_000; i++)
        {
            await _rig.SubscribeAsync($"job {i}", confirmations: 3, address: new Address([.. new byte[18], (byte)(i / 256), (byte)i]));
        }

        _rig.Chain.Mine(10);
        await _rig.RunAsync();
        _rig.Transport.ResetCounts();
        _rig.Chain.Mine();
        await _rig.RunAsync();
        Assert.Equal(2, _rig.Transport.CallsOf("eth_getLogs")); // 500 contracts a call
        Assert.InRange(_rig.Transport.Requests, 1, 4);
        Assert.Single((await _rig.CursorsAsync()).GroupBy(cursor => (cursor.NextBlock, Convert.ToHexString(cursor.LastHash!))));
    }

    [Fact]
    public async Task The_loops_work_by_themselves_and_stop_in_time()
    {
        await using var rig = await LogRig.CreateAsync();
        await rig.Poller.StartAsync(Token);
        await rig.Heads.StartAsync(Token);
        var listener = await rig.SubscribeAsync();
        var deadline = DateTime.UtcNow.AddSeconds(20);
        byte mark = 0;
        while (listener.Batches.Count < 3)
        {
            Assert.True(DateTime.UtcNow < deadline, "nothing was handed out within 20 s");
            rig.Emit(++mark);
            rig.Time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(5, Token);
        }

        Assert.Null(rig.Poller.Ready());
        await rig.Poller.CloseAsync().WaitAsync(TimeSpan.FromSeconds(10), Token);
        await rig.Heads.CloseAsync().WaitAsync(TimeSpan.FromSeconds(10), Token);
    }
}
