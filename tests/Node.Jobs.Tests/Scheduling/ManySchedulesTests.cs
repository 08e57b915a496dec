using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Node.Core.Storage;
using Node.Jobs.Scheduling;
using Node.Testing.Storage;
using Xunit;

namespace Node.Jobs.Tests.Scheduling;

/// <summary>Ten thousand schedules on a clock that the test moves: each has each of its ticks once, and none before its instant.</summary>
public sealed class ManySchedulesTests
{
    private const int Count = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, 500, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_of_ten_thousand_schedules_has_each_of_its_ticks_once()
    {
        var time = new FakeTimeProvider(Start);
        await using var database = await TestDatabase.CreateAsync(EngineKind.Sqlite, typeof(Scheduler).Assembly);
        var scheduler = SchedulerRig.SchedulerOf(database.Database, time);
        await scheduler.StartAsync(Token);
        var came = new ConcurrentBag<(int Job, DateTimeOffset Instant, DateTimeOffset Now)>();
        for (var job = 0; job < Count; job++)
        {
            await scheduler.AddAsync(new ScheduleRequest { JobId = job, Schedule = SchedulerRig.Parse(TextOf(job)), Listener = new Listener(job, time, came) });
        }

        var end = Start.AddSeconds(60);
        var expected = Enumerable.Range(0, Count).Sum(job => SchedulerRig.Parse(TextOf(job)).Next(Start, 61).Count(instant => instant <= end));
        while (time.GetUtcNow() < end)
        {
            time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        var started = TimeProvider.System.GetTimestamp();
        while (came.Count < expected)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"{came.Count} of {expected} ticks came");
            await Task.Delay(TimeSpan.FromMilliseconds(5), Token);
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        await scheduler.CloseAsync();
        Assert.Equal(expected, came.Select(tick => (tick.Job, tick.Instant)).Distinct().Count(tick => tick.Instant <= end));
        Assert.Equal(came.Count, came.Select(tick => (tick.Job, tick.Instant)).Distinct().Count());
        Assert.All(came, tick => Assert.True(tick.Now >= tick.Instant));
    }

    private static string TextOf(int job) => (job % 4) switch
    {
        0 => $"@every {(job % 50) + 10}s",
        1 => $"CRON_TZ=Europe/Paris {job % 60} * * * * *",
        2 => "CRON_TZ=UTC 0 * * * * *",
        _ => $"@at 2026-01-01T00:00:{job % 60:00}.{job % 1000:000}Z",
    };

    private sealed class Listener(int job, TimeProvider time, ConcurrentBag<(int Job, DateTimeOffset Instant, DateTimeOffset Now)> came) : IScheduleListener
    {
        public Task OnTickAsync(DateTimeOffset instant, CancellationToken cancellationToken)
        {
            came.Add((job, instant, time.GetUtcNow()));
            return Task.CompletedTask;
        }
    }
}
