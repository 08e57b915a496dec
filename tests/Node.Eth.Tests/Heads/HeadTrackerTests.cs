using Node.Testing.Chain;
using Xunit;

namespace Node.Eth.Tests.Heads;

public sealed class HeadTrackerTests
{
    private readonly HeadRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private long? Fault => _rig.Tracker.HealthReport().Values.Single() is null ? null : 1;

    [Fact]
    public async Task The_first_look_takes_the_newest_blocks_up_to_the_limit()
    {
        _rig.Chain.Mine(25);
        await _rig.PollAsync();
        Assert.Equal(10, _rig.Tracker.Chain.Count);
        Assert.Equal(16, _rig.Tracker.Chain.Oldest!.Number);
        ChainChecks.IsTrue(_rig.Tracker.Chain, _rig.Chain, "");
        Assert.Equal(10, Assert.Single(_rig.Changes).Added.Count);
    }

    [Fact]
    public async Task A_chain_of_one_block_is_taken()
    {
        await _rig.PollAsync();
        Assert.Equal(0, _rig.Tracker.Chain.Latest!.Number);
    }

    [Fact]
    public async Task A_block_that_is_known_changes_nothing()
    {
        await _rig.PollAsync();
        await _rig.PollAsync();
        Assert.Single(_rig.Changes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(50)]
    public async Task New_blocks_are_linked_whatever_the_gap(int gap)
    {
        _rig.Chain.Mine(5);
        await _rig.PollAsync();
        _rig.Chain.Mine(gap);
        await _rig.PollAsync();
        ChainChecks.IsTrue(_rig.Tracker.Chain, _rig.Chain, $"gap {gap}");
        Assert.Empty(_rig.Changes[1].Removed);
        Assert.Equal(Math.Min(gap, 10), _rig.Changes[1].Added.Count);
    }

    [Fact]
    public async Task A_gap_of_any_width_costs_few_requests()
    {
        await _rig.PollAsync();
        _rig.Chain.Mine(1_000);
        _rig.Transport.ResetCounts();
        await _rig.PollAsync();
        Assert.True(_rig.Transport.Requests <= 3, $"{_rig.Transport.Requests}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(12)]
    public async Task A_reorg_gives_the_replaced_blocks_highest_first(int depth)
    {
        _rig.Chain.Mine(20);
        await _rig.PollAsync();
        var before = _rig.Tracker.Chain;
        _rig.Chain.Reorg(depth);
        await _rig.PollAsync();
        var change = _rig.Changes[1];
        Assert.Equal(before.Headers.Reverse().Take(Math.Min(depth, 10)), change.Removed);
        Assert.True(change.IsReorg);
        Assert.Equal(depth >= 10, change.IsDeeperThanKept);
        ChainChecks.IsTrue(_rig.Tracker.Chain, _rig.Chain, $"depth {depth}");
    }

    [Fact]
    public async Task A_reorg_behind_a_wide_gap_is_seen()
    {
        _rig.Chain.Mine(20);
        await _rig.PollAsync();
        _rig.Chain.Reorg(3);
        _rig.Chain.Mine(100);
        await _rig.PollAsync();
        Assert.Equal([20L, 19L, 18L], _rig.Changes[1].Removed.Select(header => header.Number));
        ChainChecks.IsTrue(_rig.Tracker.Chain, _rig.Chain, "");
    }

    [Fact]
    public async Task A_fork_of_the_same_height_is_taken_when_the_endpoint_stays_with_it()
    {
        _rig.Chain.Mine(5);
        await _rig.PollAsync();
        _rig.Chain.Reorg(2, newBlocks: 2);
        await _rig.PollAsync();
        Assert.Single(_rig.Changes);
        await _rig.PollAsync();
        Assert.Equal(2, _rig.Changes[1].Removed.Count);
        ChainChecks.IsTrue(_rig.Tracker.Chain, _rig.Chain, "");
    }

    [Fact]
    public async Task A_lower_block_of_another_fork_waits_for_a_higher_one()
    {
        _rig.Chain.Mine(5);
        await _rig.PollAsync();
        _rig.Chain.Reorg(3, newBlocks: 2);
        await _rig.PollAsync();
        await _rig.PollAsync();
        await _rig.PollAsync();
        Assert.Single(_rig.Changes);
        _rig.Chain.Mine(2);
        await _rig.PollAsync();
        ChainChecks.IsTrue(_rig.Tracker.Chain, _rig.Chain, "");
    }

    [Fact]
    public async Task An_endpoint_that_lags_now_and_then_never_moves_the_chain_back()
    {
        _rig.Chain.Mine(8);
        await _rig.PollAsync();
        for (var i = 0; i < 10; i++)
        {
            _rig.Transport.Rpc.LagBlocks = i % 2 == 0 ? 3 : 0;
            await _rig.PollAsync();
            Assert.Equal(8, _rig.Tracker.Chain.Latest!.Number);
        }

        Assert.Single(_rig.Changes);
    }

    [Fact]
    public async Task Nothing_of_the_wrong_chain_is_taken_and_the_right_one_heals()
    {
        _rig.Transport.Rpc.ClaimedChainId = 1;
        await _rig.Tracker.StartAsync(Token);
        await _rig.PollAsync();
        Assert.Empty(_rig.Changes);
        Assert.Contains("serves chain 1", _rig.Tracker.Ready()!.Reason, StringComparison.Ordinal);
        _rig.Transport.Rpc.ClaimedChainId = null;
        await _rig.PollAsync();
        Assert.Single(_rig.Changes);
        Assert.Null(_rig.Tracker.Ready());
        await _rig.Tracker.CloseAsync();
    }

    [Fact]
    public async Task A_chain_that_changes_later_is_noticed_within_a_minute()
    {
        await _rig.PollAsync();
        _rig.Transport.Rpc.ClaimedChainId = 1;
        _rig.Chain.Mine();
        _rig.Time.Advance(_rig.Options.ChainCheckInterval);
        await _rig.PollAsync();
        Assert.Equal(0, _rig.Tracker.Chain.Latest!.Number);
    }

    [Fact]
    public async Task An_endpoint_that_is_away_is_tried_ever_less_often_and_says_what_to_do()
    {
        await _rig.Tracker.StartAsync(Token);
        _rig.Transport.IsDown = true;
        Assert.Equal(TimeSpan.FromMilliseconds(500), await _rig.PollAsync());
        Assert.Equal(TimeSpan.FromSeconds(4), await _rig.PollAsync(3));
        Assert.Equal(TimeSpan.FromSeconds(15), await _rig.PollAsync(1000));
        Assert.Contains("cannot be followed", _rig.Tracker.Ready()!.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(_rig.Tracker.Ready()!.Advice);
        _rig.Transport.IsDown = false;
        await _rig.PollAsync();
        Assert.Null(_rig.Tracker.Ready());
        await _rig.Tracker.CloseAsync();
    }

    [Fact]
    public async Task Before_the_first_block_it_is_not_ready_and_not_at_fault()
    {
        _rig.Transport.Faults.Add(new ScriptedFault(ScriptedFaultKind.Hang) { Times = 10 });
        await _rig.Tracker.StartAsync(Token);
        Assert.NotNull(_rig.Tracker.Ready());
        Assert.Null(Fault);
        await _rig.Tracker.CloseAsync();
    }

    [Fact]
    public async Task No_higher_block_for_long_is_an_alarm_that_lasts_until_one_comes()
    {
        await _rig.Tracker.StartAsync(Token);

        // The tracker's own first look must lie before the three minutes, not after them.
        for (var i = 0; i < 5000 && _rig.Tracker.Ready() is not null; i++)
        {
            await Task.Delay(1, Token);
        }

        _rig.Chain.Mine(3);
        await _rig.PollAsync();
        _rig.Time.Advance(TimeSpan.FromMinutes(3));
        await _rig.PollAsync();
        Assert.Contains("no higher block for 180 s", _rig.Tracker.Ready()!.Reason, StringComparison.Ordinal);
        _rig.Chain.Reorg(1, newBlocks: 1); // other blocks, but none higher
        await _rig.PollAsync();
        await _rig.PollAsync();
        Assert.NotNull(_rig.Tracker.Ready());
        _rig.Chain.Mine();
        await _rig.PollAsync();
        Assert.Null(_rig.Tracker.Ready());
        await _rig.Tracker.CloseAsync();
    }

    [Fact]
    public async Task A_failure_in_the_middle_of_a_reorg_leaves_the_chain_as_it_was()
    {
        _rig.Chain.Mine(8);
        await _rig.PollAsync();
        var before = _rig.Tracker.Chain;
        _rig.Chain.Reorg(4);
        _rig.Transport.Faults.Add(new ScriptedFault(ScriptedFaultKind.Null) { Method = "eth_getBlockByHash" });
        await _rig.PollAsync();
        Assert.Same(before, _rig.Tracker.Chain);
        await _rig.PollAsync();
        ChainChecks.IsTrue(_rig.Tracker.Chain, _rig.Chain, "");
    }

    [Fact]
    public async Task A_listener_that_left_is_told_nothing()
    {
        var other = new HeadRig(_rig.Chain);
        var left = other.Tracker.Subscribe(_rig);
        left.Dispose();
        await other.PollAsync();
        Assert.Empty(_rig.Changes);
        Assert.Single(other.Changes);
    }

    [Fact]
    public async Task The_loop_follows_by_itself()
    {
        var rig = new HeadRig();
        await rig.Tracker.StartAsync(Token);
        rig.Chain.Mine(3);
        var deadline = DateTime.UtcNow.AddSeconds(20);
        while (rig.Tracker.Chain.Latest?.Number != 3)
        {
            Assert.True(DateTime.UtcNow < deadline, "the loop did not follow within 20 s");
            rig.Time.Advance(rig.Options.PollInterval);
            await Task.Yield();
        }

        await rig.Tracker.CloseAsync();
    }
}
