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
    public async Task Work_that_waited_too_long_for_a_thread_trips()
    {
        var check = new PoolDelayCheck(TimeSpan.FromSeconds(2), _time);
        using var release = new ManualResetEventSlim();
        var blocked = Enumerable.Range(0, 200).Select(_ => Task.Run(() => release.Wait(TimeSpan.FromSeconds(20)))).ToList();

        Assert.Null(check.Look());
        _time.Advance(TimeSpan.FromSeconds(3));
        var meta = check.Look();
        release.Set();
        await Task.WhenAll(blocked);

        // A pool that grew quickly ran it at the fake clock's old time.
        Assert.True(meta is null || meta["delay_ms"] == "3000");
    }

    [Fact]
    public void Bad_options_are_told_with_their_keys()
    {
        var faults = new ConfigFaults();

        new AutoPprofOptions { PollInterval = TimeSpan.Zero, GatherDuration = TimeSpan.FromDays(1), GoroutineThreshold = -1, PoolDelayMax = TimeSpan.FromSeconds(-1) }.Validate(faults);

        Assert.Equal(["PollInterval", "GatherDuration", "PoolDelayMax", "GoroutineThreshold"], faults.All.Select(fault => fault.Key));
        new AutoPprofOptions { MemThreshold = default, GoroutineThreshold = 0, MaxProfileSize = default }.Validate(faults);
        Assert.Equal(4, faults.All.Count);
    }
}
