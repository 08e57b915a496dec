using Node.Jobs.Running;
using Node.Jobs.Runs;
using Xunit;

namespace Node.Jobs.Tests.Running;

/// <summary>Lanes that change hands, and how lanes share the places.</summary>
public sealed class LaneHoldTests
{
    [Fact]
    public void A_lane_that_another_process_has_starts_nothing_and_is_asked_for_once()
    {
        var lane = new RunLane(1, 10);
        Assert.False(lane.Add(Run(1)));
        Assert.True(lane.WantsClaim());
        Assert.False(lane.WantsClaim());
        lane.Leave();
        Assert.False(lane.Add(Run(2)) || lane.AddReady(Run(3)) || lane.AddStored(4) || lane.WantsClaim());
        Assert.Equal(LaneTurn.Nothing, lane.Take(out _, out _, out _));
        lane.OrphanForeign();
        Assert.True(lane.WantsClaim());
        Assert.True(lane.Own(7));
        Assert.Equal(LaneTurn.Load, lane.Take(out _, out var owner, out var load));
        Assert.Equal((7L, 0L), (owner, load.AfterId));
    }

    [Fact]
    public void What_was_loaded_before_the_lane_changed_hands_is_not_taken()
    {
        var lane = new RunLane(1, 10);
        lane.Own(7);
        Assert.Equal(LaneTurn.Load, lane.Take(out _, out _, out var load));
        lane.Orphan();
        lane.Own(8);
        Assert.Equal(LaneTurn.Load, lane.Take(out _, out _, out var again));
        Assert.False(lane.Loaded(load, [Run(1)], isLast: true));
        Assert.True(lane.Loaded(again, [Run(1), Run(2)], isLast: true));
        Assert.Equal(LaneTurn.Run, lane.Take(out var run, out var owner, out _));
        Assert.Equal((1L, 8L), (run!.Id, owner));
    }

    [Fact]
    public void A_run_that_is_ready_before_it_has_left_goes_on_when_it_has()
    {
        var lane = Owned(new RunLane(1, 10) { ConcurrentMax = 2 });
        lane.Add(Run(1));
        Assert.Equal(LaneTurn.Run, lane.Take(out _, out _, out _));
        Assert.False(lane.AddReady(Run(1).AsReady()));
        Assert.False(lane.AddReadyOnce(Run(1).AsReady()));
        Assert.True(lane.Release(1));
        Assert.Equal(LaneTurn.Run, lane.Take(out var run, out _, out _));
        Assert.Equal((1L, RunStatus.Ready), (run!.Id, run.State));
        Assert.False(lane.Release(1));
    }

    [Fact]
    public void A_run_that_is_under_way_is_not_started_again_from_what_is_loaded_and_comes_back_only_when_it_is_given_up()
    {
        var lane = Owned(new RunLane(1, 10) { ConcurrentMax = 3 });
        lane.Add(Run(1));
        Assert.Equal(LaneTurn.Run, lane.Take(out _, out _, out _));
        Assert.True(lane.Reload());
        Assert.Equal(LaneTurn.Load, lane.Take(out _, out _, out var load));
        Assert.True(lane.Loaded(load, [Run(1), Run(2)], isLast: true));
        Assert.Equal(LaneTurn.Run, lane.Take(out var second, out _, out _));
        Assert.Equal(2, second!.Id);
        Assert.Equal(LaneTurn.Nothing, lane.Take(out _, out _, out _));
        Assert.True(lane.Release(1, Run(1).AsReady()));
        Assert.Equal(LaneTurn.Run, lane.Take(out var again, out _, out _));
        Assert.Equal(1, again!.Id);
        lane.Orphan();
        Assert.False(lane.Release(1, Run(1).AsReady()));
        lane.Own(8);
        Assert.Equal(LaneTurn.Load, lane.Take(out _, out _, out _));
    }

    [Fact]
    public void A_lane_with_something_to_do_is_not_retired_and_a_retired_one_takes_nothing()
    {
        var lane = Owned(new RunLane(1, 10));
        lane.Add(Run(1));
        Assert.False(lane.TryRetire());
        Assert.Equal(LaneTurn.Run, lane.Take(out _, out _, out _));
        Assert.False(lane.TryRetire());
        lane.Release(1);
        Assert.True(lane.TryRetire());
        Assert.False(lane.Add(Run(2)) || lane.WantsClaim() || lane.Own(9));
        Assert.True(lane.IsRetired);
    }

    [Fact]
    public void A_forgotten_run_is_not_started()
    {
        var lane = Owned(new RunLane(1, 10) { ConcurrentMax = 5 });
        lane.Add(Run(1));
        lane.Add(Run(2));
        lane.AddReady(Run(3));
        lane.AddReady(Run(4));
        lane.Forget(1);
        lane.Forget(3);
        Assert.Equal(LaneTurn.Run, lane.Take(out var first, out _, out _));
        Assert.Equal(LaneTurn.Run, lane.Take(out var second, out _, out _));
        Assert.Equal((4L, 2L), (first!.Id, second!.Id));
        Assert.Equal(LaneTurn.Nothing, lane.Take(out _, out _, out _));
    }

    [Theory]
    [InlineData(0, 1, 1, true)]
    [InlineData(0, 1, 64, true)]
    [InlineData(1, 1, 1, true)]
    [InlineData(1, 1, 2, false)]
    [InlineData(1, 2, 2, true)]
    [InlineData(5, 8, 64, false)]
    [InlineData(5, 9, 64, true)]
    public void A_job_that_runs_already_leaves_the_last_places_to_others(int running, int free, int places, bool mayStart) =>
        Assert.Equal(mayStart, LaneShare.MayStart(running, free, places));

    private static RunLane Owned(RunLane lane)
    {
        lane.Own(7);
        lane.Take(out _, out _, out var load);
        lane.Loaded(load, [], isLast: true);
        return lane;
    }

    private static OpenRun Run(long id) => new() { Id = id, JobId = 1 };
}
