using Microsoft.Extensions.Time.Testing;
using Node.Core.Storage;
using Node.Jobs.Scheduling;
using Node.Testing.Storage;
using Xunit;

namespace Node.Jobs.Tests.Scheduling;

/// <summary>On a clock that the test moves: what the clock does not reach cannot tick.</summary>
public sealed class SchedulerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, 500, TimeSpan.Zero));
    private TestDatabase _database = null!;
    private Scheduler _scheduler = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(EngineKind.Sqlite, typeof(Scheduler).Assembly);
        _scheduler = SchedulerRig.SchedulerOf(_database.Database, _time);
        await _scheduler.StartAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _scheduler.CloseAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("@every 10s")]
    [InlineData("CRON_TZ=UTC */10 * * * * *")]
    public async Task A_tick_bears_its_instant_and_never_comes_before_it(string text)
    {
        var ticks = new RecordedTicks(_time);
        Assert.Equal(At(10), await AddAsync(1, text, ticks));
        await MoveAsync(TimeSpan.FromSeconds(9));
        Assert.Empty(ticks.Instants);
        await MoveUntilAsync(() => ticks.Instants.Count >= 3);
        Assert.Equal([At(10), At(20), At(30)], ticks.Instants.Take(3));
        Assert.All(ticks.Came, came => Assert.True(came.Now >= came.Instant, $"{came.Instant:O} came at {came.Now:O}"));
    }

    [Fact]
    public async Task What_is_removed_ticks_no_more_and_others_go_on()
    {
        var (removed, other) = (new RecordedTicks(_time), new RecordedTicks(_time));
        await AddAsync(1, "@every 10s", removed);
        await AddAsync(2, "@every 10s", other);
        await MoveUntilAsync(() => removed.Instants.Count > 0 && other.Instants.Count > 0);
        await _scheduler.RemoveAsync(1);
        await _scheduler.RemoveAsync(1);
        var before = (Removed: removed.Instants.Count, Other: other.Instants.Count);
        await MoveUntilAsync(() => other.Instants.Count >= before.Other + 3);
        Assert.Equal(before.Removed, removed.Instants.Count);
    }

    [Fact]
    public async Task A_name_that_is_added_again_replaces_the_earlier_entry()
    {
        var (earlier, later) = (new RecordedTicks(_time), new RecordedTicks(_time));
        await AddAsync(1, "@every 10s", earlier);
        await AddAsync(1, "@every 10s", later);
        await MoveUntilAsync(() => later.Instants.Count >= 2);
        Assert.Empty(earlier.Instants);
    }

    [Fact]
    public async Task A_tick_that_is_not_taken_comes_again_until_it_is_and_the_later_ones_wait_for_it()
    {
        var ticks = new RecordedTicks(_time) { Failures = new([new InvalidOperationException("no"), new OperationCanceledException("gave up"), new TimeoutException()]) };
        await AddAsync(1, "@every 10s", ticks);
        await MoveUntilAsync(() => ticks.Instants.Count >= 6);
        Assert.Equal([At(10), At(10), At(10), At(10), At(20), At(30)], ticks.Instants.Take(6));
        var pauses = ticks.Came.Take(4).Zip(ticks.Came.Skip(1), (one, next) => next.Now - one.Now).Take(3).ToList();
        Assert.True(pauses[0] >= TimeSpan.FromSeconds(1) && pauses[1] >= TimeSpan.FromSeconds(2) && pauses[2] >= TimeSpan.FromSeconds(4), string.Join(' ', pauses));
    }

    [Fact]
    public async Task An_instant_whose_only_tick_is_not_taken_is_not_lost()
    {
        var ticks = new RecordedTicks(_time) { Failures = new(Enumerable.Range(0, 8).Select(_ => new InvalidOperationException("no"))) };
        await AddAsync(1, "@at 2026-01-01T00:00:10Z", ticks);
        await MoveUntilAsync(() => ticks.Instants.Count >= 9);
        Assert.All(ticks.Instants, instant => Assert.Equal(At(10), instant));
    }

    [Fact]
    public async Task A_removed_schedule_tries_no_tick_again()
    {
        var ticks = new RecordedTicks(_time) { Failures = new([new InvalidOperationException("no")]) };
        var other = new RecordedTicks(_time);
        await AddAsync(1, "@every 10s", ticks);
        await MoveUntilAsync(() => ticks.Instants.Count == 1);
        await _scheduler.RemoveAsync(1);
        await AddAsync(2, "@every 10s", other);
        await MoveUntilAsync(() => other.Instants.Count >= 2);
        Assert.Single(ticks.Instants);
    }

    [Fact]
    public async Task A_listener_that_is_slow_holds_up_no_other_and_is_told_of_its_ticks_in_order()
    {
        var slow = new RecordedTicks(_time) { Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) };
        var other = new RecordedTicks(_time);
        await AddAsync(1, "@every 10s", slow);
        await AddAsync(2, "@every 10s", other);
        await MoveUntilAsync(() => other.Instants.Count >= 3);
        Assert.Equal([At(10)], slow.Instants);
        slow.Hold.SetResult();
        await MoveUntilAsync(() => slow.Instants.Count >= 3);
        Assert.Equal([At(10), At(20), At(30)], slow.Instants.Take(3));
    }

    [Fact]
    public async Task A_short_pause_is_made_up_for_and_a_long_one_ticks_once()
    {
        var ticks = new RecordedTicks(_time);
        await AddAsync(1, "@every 20s", ticks);
        _time.Advance(TimeSpan.FromSeconds(60));
        await MoveUntilAsync(() => ticks.Instants.Count >= 3);
        Assert.Equal([At(20), At(40), At(60)], ticks.Instants.Order().Take(3));

        var next = ticks.Instants.Max() + TimeSpan.FromSeconds(20);
        _time.Advance(TimeSpan.FromHours(1));
        await MoveUntilAsync(() => ticks.Instants.Count >= 5);
        var late = ticks.Instants.Where(instant => instant >= next).Order().ToList();
        Assert.True(late[0] - next > TimeSpan.FromMinutes(50), string.Join(' ', late));
        Assert.Equal(TimeSpan.FromSeconds(20), late[1] - late[0]);
    }

    private static DateTimeOffset At(int seconds) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds);

    private Task<DateTimeOffset?> AddAsync(long jobId, string text, IScheduleListener listener) =>
        _scheduler.AddAsync(new ScheduleRequest { JobId = jobId, Schedule = SchedulerRig.Parse(text), Listener = listener });

    /// <summary>Moves the clock in small steps, so that whoever waits on it gets a turn between them.</summary>
    private async Task MoveAsync(TimeSpan by)
    {
        for (var moved = TimeSpan.Zero; moved < by; moved += TimeSpan.FromMilliseconds(500))
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }
    }

    private async Task MoveUntilAsync(Func<bool> isReached)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!isReached())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "not reached");
            _time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(TimeSpan.FromMilliseconds(1), Token);
        }
    }
}
