using Microsoft.Extensions.Time.Testing;
using Node.Core.Config;
using Node.Profiling;
using Node.Profiling.Checks;
using Xunit;

namespace Node.Tests.Profiling;

public sealed class NurseChecksTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_threshold_of_zero_never_trips()
    {
        Assert.Null(new MemoryCheck(0).Look());
        Assert.Null(new ThreadsCheck(0).Look());
        Assert.Null(new PoolDelayCheck(TimeSpan.Zero, _time).Look());
        var pauses = TimeSpan.Zero;
        var check = new GcPauseCheck(0, _time, () => pauses);
        pauses = TimeSpan.FromSeconds(10);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(check.Look());
    }

    [Fact]
    public void Memory_and_threads_trip_at_their_thresholds()
    {
        Assert.Contains("working_set", new MemoryCheck(1).Look()!);
        Assert.Null(new MemoryCheck(long.MaxValue).Look());
        Assert.Contains("threads", new ThreadsCheck(1).Look()!);
        Assert.Null(new ThreadsCheck(int.MaxValue).Look());
    }

    [Fact]
    public void Pauses_trip_by_their_part_of_the_time_since_the_last_look()
    {
        var pauses = TimeSpan.FromHours(1);
        var check = new GcPauseCheck(25, _time, () => pauses);

        _time.Advance(TimeSpan.FromSeconds(10));
        pauses += TimeSpan.FromSeconds(2.5);
        Assert.Null(check.Look());

        _time.Advance(TimeSpan.FromSeconds(10));
        pauses += TimeSpan.FromSeconds(2.6);
        Assert.Equal("2600", check.Look()!["paused_ms"]);
    }

    [Fact]
    public void Pauses_of_a_gathering_are_left_out()
    {
        var pauses = TimeSpan.Zero;
        var check = new GcPauseCheck(25, _time, () => pauses);

        _time.Advance(TimeSpan.FromSeconds(10));
        pauses += TimeSpan.FromSeconds(9);
        check.Rebase();
        _time.Advance(TimeSpan.FromSeconds(10));
        pauses += TimeSpan.FromSeconds(2);
        Assert.Null(check.Look());
    }

    [Fact]
    public void Work_that_waits_or_waited_too_long_for_a_thread_trips()
    {
        Queue<Action> queued = [];
        var check = new PoolDelayCheck(TimeSpan.FromSeconds(2), _time, queued.Enqueue);

        Assert.Null(check.Look());
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(check.Look());
        _time.Advance(TimeSpan.FromSeconds(1));
        var waiting = check.Look()!;
        Assert.Equal(("3000", "1"), (waiting["delay_ms"], waiting["still_waiting"]));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(queued);
        queued.Dequeue()();
        _time.Advance(TimeSpan.FromSeconds(1));
        var waited = check.Look()!;
        Assert.Equal(("4000", "0"), (waited["delay_ms"], waited["still_waiting"]));

        queued.Dequeue()();
        Assert.Null(check.Look());
    }

    [Fact]
    public void Work_that_waited_while_profiles_were_gathered_counts_from_then_on()
    {
        Queue<Action> queued = [];
        var check = new PoolDelayCheck(TimeSpan.FromSeconds(2), _time, queued.Enqueue);
        Assert.Null(check.Look());
        _time.Advance(TimeSpan.FromSeconds(10));
        check.Rebase();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(check.Look());
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("3000", check.Look()!["delay_ms"]);

        queued.Dequeue()();
        check.Rebase();
        Assert.Null(check.Look());
        Assert.Single(queued);
    }

    [Fact]
    public async Task Work_is_queued_on_the_thread_pool()
    {
        var check = new PoolDelayCheck(TimeSpan.FromTicks(1), TimeProvider.System);
        Assert.Null(check.Look());

        await NurseBed.WaitAsync(() => check.Look() is { } meta && meta["still_waiting"] == "0");
    }

    [Fact]
    public void Bad_options_are_told_with_their_keys()
    {
        var faults = new ConfigFaults();

        new AutoPprofOptions
        {
            PollInterval = TimeSpan.Zero, GatherDuration = TimeSpan.FromDays(1), GoroutineThreshold = -1, PoolDelayMax = TimeSpan.FromSeconds(-1),
            GatherPause = TimeSpan.FromSeconds(-1), CheckTimeMax = TimeSpan.Zero, ProfileRoot = "a\0b",
        }.Validate(faults);

        Assert.Equal(["PollInterval", "GatherDuration", "GatherPause", "CheckTimeMax", "ProfileRoot", "PoolDelayMax", "GoroutineThreshold"], faults.All.Select(fault => fault.Key));
        new AutoPprofOptions { MemThreshold = default, GoroutineThreshold = 0, MaxProfileSize = default }.Validate(faults);
        Assert.Equal(7, faults.All.Count);
    }
}
