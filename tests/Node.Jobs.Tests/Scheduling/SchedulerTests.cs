using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Node.Jobs.Scheduling;
using Xunit;

namespace Node.Jobs.Tests.Scheduling;

/// <summary>On a clock that the test moves: what the clock does not reach cannot tick.</summary>
public sealed class SchedulerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, 500, TimeSpan.Zero));
    private readonly Scheduler _scheduler;

    public SchedulerTests() => _scheduler = new Scheduler(_time, NullLogger<Scheduler>.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _scheduler.StartAsync(Token);

    public async ValueTask DisposeAsync() => await _scheduler.CloseAsync();

    [Theory]
    [InlineData("@every 10s")]
    [InlineData("CRON_TZ=UTC */10 * * * * *")]
    public async Task A_tick_bears_its_instant_and_never_comes_before_it(string text)
    {
        var ticks = new Ticks(_time);
        Assert.Equal(At(10), await _scheduler.AddAsync("job", Parse(text), ticks, Token));
        await MoveAsync(TimeSpan.FromSeconds(9));
        Assert.Empty(ticks.Instants);
        await MoveUntilAsync(() => ticks.Instants.Count >= 3);
        Assert.Equal([At(10), At(20), At(30)], ticks.Instants.Take(3));
        Assert.All(ticks.Came, came => Assert.True(came.Now >= came.Instant, $"{came.Instant:O} came at {came.Now:O}"));
    }

    [Fact]
    public async Task What_is_removed_ticks_no_more_and_others_go_on()
    {
        var (removed, other) = (new Ticks(_time), new Ticks(_time));
        await _scheduler.AddAsync("removed", Parse("@every 10s"), removed, Token);
        await _scheduler.AddAsync("other", Parse("@every 10s"), other, Token);
        await MoveUntilAsync(() => removed.Instants.Count > 0 && other.Instants.Count > 0);
        await _scheduler.RemoveAsync("removed", Token);
        await _scheduler.RemoveAsync("removed", Token);
        var before = (Removed: removed.Instants.Count, Other: other.Instants.Count);
        await MoveUntilAsync(() => other.Instants.Count >= before.Other + 3);
        Assert.Equal(before.Removed, removed.Instants.Count);
    }

    [Fact]
    public async Task A_name_that_is_added_again_replaces_the_earlier_entry()
    {
        var (earlier, later) = (new Ticks(_time), new Ticks(_time));
        await _scheduler.AddAsync("job", Parse("@every 10s"), earlier, Token);
        await _scheduler.AddAsync("job", Parse("@every 10s"), later, Token);
        await MoveUntilAsync(() => later.Instants.Count >= 2);
        Assert.Empty(earlier.Instants);
    }

    [Fact]
    public async Task A_listener_that_fails_is_told_of_the_next_tick_all_the_same()
    {
        var ticks = new Ticks(_time) { Failure = new InvalidOperationException("no") };
        await _scheduler.AddAsync("job", Parse("@every 10s"), ticks, Token);
        await MoveUntilAsync(() => ticks.Instants.Count >= 2);
        Assert.Equal([At(10), At(20)], ticks.Instants.Take(2));
    }

    [Fact]
    public async Task A_listener_that_is_slow_holds_no_tick_back()
    {
        var ticks = new Ticks(_time) { Hold = new TaskCompletionSource() };
        await _scheduler.AddAsync("job", Parse("@every 10s"), ticks, Token);
        await MoveUntilAsync(() => ticks.Instants.Count >= 3);
        ticks.Hold.SetResult();
    }

    [Fact]
    public async Task A_short_pause_is_made_up_for_and_a_long_one_ticks_once()
    {
        var ticks = new Ticks(_time);
        await _scheduler.AddAsync("job", Parse("@every 20s"), ticks, Token);
        _time.Advance(TimeSpan.FromSeconds(60));
        await MoveUntilAsync(() => ticks.Instants.Count >= 3);
        Assert.Equal([At(20), At(40), At(60)], ticks.Instants.Order().Take(3));

        var next = ticks.Instants.Max() + TimeSpan.FromSeconds(20);
        _time.Advance(TimeSpan.FromHours(1));
        await MoveUntilAsync(() => ticks.Instants.Count >= 5);
        var late = ticks.Instants.Where(instant => instant >= next).Order().ToList();
        Assert.Equal(next, late[0]);
        Assert.True(late[1] - late[0] > TimeSpan.FromMinutes(50), string.Join(' ', late));
    }

    private static DateTimeOffset At(int seconds) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds);

    private static Schedule Parse(string text)
    {
        Assert.True(ScheduleParser.TryParse(text, out var schedule, out var problem), problem);
        return schedule;
    }

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

    private sealed class Ticks(TimeProvider time) : IScheduleListener
    {
        private readonly ConcurrentQueue<(DateTimeOffset Instant, DateTimeOffset Now)> _came = new();

        public Exception? Failure { get; init; }

        public TaskCompletionSource? Hold { get; init; }

        public IReadOnlyList<(DateTimeOffset Instant, DateTimeOffset Now)> Came => [.. _came];

        public IReadOnlyList<DateTimeOffset> Instants => [.. _came.Select(came => came.Instant)];

        public async Task OnTickAsync(DateTimeOffset instant, CancellationToken cancellationToken)
        {
            _came.Enqueue((instant, time.GetUtcNow()));
            if (Hold is { } hold)
            {
                await hold.Task;
            }

            if (Failure is { } failure)
            {
                throw failure;
            }
        }
    }
}
