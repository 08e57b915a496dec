using Microsoft.Extensions.Time.Testing;
using Node.Core.Storage;
using Node.Jobs.Scheduling;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Runs;
using Node.Jobs.Tests.Specs;
using Xunit;

namespace Node.Jobs.Tests.Scheduling;

/// <summary>What a schedule does after the node was down. Each node is a scheduler of its own on the same database and clock.</summary>
public abstract class ScheduleMemorySuite(EngineKind engine) : DatabaseSuite(engine)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 5, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private long _jobId;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var spec = Check.Accept($"type = \"cron\"\nschemaVersion = 1\nschedule = \"@every 1h\"\n{Check.Pipeline}");
        _jobId = (await Database.WriteAsync(session => new JobRepository().TryAddAsync(session, Guid.NewGuid(), spec, Start), Token))!.Value;
    }

    [Theory]
    [InlineData(MisfirePolicy.Skip, "")]
    [InlineData(MisfirePolicy.Once, "50")]
    [InlineData(MisfirePolicy.All, "20 30 40 50")]
    public async Task Ticks_missed_while_the_node_was_down_go_by_the_policy(MisfirePolicy policy, string seconds)
    {
        var before = await TicksOfOneLifeAsync("@every 10s", policy, runFor: TimeSpan.FromSeconds(6), atLeast: 1);
        Assert.Equal([At(10)], before);
        _time.Advance(TimeSpan.FromSeconds(42)); // to 00:00:53
        Assert.Equal(seconds, Seconds(await TicksOfOneLifeAsync("@every 10s", policy, TimeSpan.Zero, seconds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length)));
        Assert.Empty(await TicksOfOneLifeAsync("@every 10s", policy, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_crash_repeats_ticks_and_loses_none()
    {
        // With a clock of its own, which stands still from the crash on.
        var itsTime = new FakeTimeProvider(_time.GetUtcNow());
        var crashed = SchedulerRig.SchedulerOf(Database, itsTime);
        var ticks = new RecordedTicks(itsTime);
        await crashed.StartAsync(Token);
        await AddAsync(crashed, "@every 10s", MisfirePolicy.All, ticks);
        await UntilAsync(
            () =>
            {
                itsTime.Advance(TimeSpan.FromMilliseconds(500));
                return ticks.Instants.Count >= 1;
            },
            move: false);
        var started = TimeProvider.System.GetTimestamp();
        while ((await StoredAsync()).Count == 0)
        {
            // What was never stored would be a new schedule to the next life.
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "nothing is stored");
            itsTime.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Delay(TimeSpan.FromMilliseconds(2), Token);
        }

        var counted = ticks.Instants.Count;
        var stored = (await StoredAsync()).SingleOrDefault()?.Instant ?? DateTimeOffset.MinValue;
        Assert.True(stored <= ticks.Instants.Max(), $"{stored:O} is stored of {counted} ticks");

        _time.Advance(itsTime.GetUtcNow() + TimeSpan.FromSeconds(30) - _time.GetUtcNow());
        var next = await TicksOfOneLifeAsync("@every 10s", MisfirePolicy.All, TimeSpan.Zero, 3);
        await crashed.CloseAsync();
        Assert.Equal(next.Max() - TimeSpan.FromSeconds(10), next.Order().ElementAt(next.Count - 2));
        Assert.True(next.Min() <= ticks.Instants.Take(counted).Max() + TimeSpan.FromSeconds(10), "a tick is lost between the lives");
    }

    [Theory]
    [InlineData("@every 10s")]
    [InlineData("@at 2026-01-01T00:00:10Z")]
    public async Task A_tick_that_is_not_taken_until_the_node_stops_is_missed_and_comes_after_the_start(string schedule)
    {
        var refusing = new RecordedTicks(_time) { Failures = new(Enumerable.Range(0, 1000).Select(_ => new InvalidOperationException("no"))) };
        var scheduler = SchedulerRig.SchedulerOf(Database, _time);
        await scheduler.StartAsync(Token);
        await AddAsync(scheduler, schedule, MisfirePolicy.All, refusing);
        await MoveAsync(TimeSpan.FromSeconds(12)); // to 00:00:17
        await UntilAsync(() => refusing.Instants.Count >= 2);
        await scheduler.CloseAsync();
        Assert.All(refusing.Instants, instant => Assert.Equal(At(10), instant));

        Assert.Equal(At(10), (await TicksOfOneLifeAsync(schedule, MisfirePolicy.All, TimeSpan.Zero, atLeast: 1))[0]);
    }

    [Fact]
    public async Task Ticks_after_a_job_was_stored_are_not_lost_by_a_crash_before_anything_was_noted()
    {
        // The first life notes nothing: it dies at once.
        _time.Advance(TimeSpan.FromSeconds(38)); // to 00:00:43
        var scheduler = SchedulerRig.SchedulerOf(Database, _time);
        var ticks = new RecordedTicks(_time);
        await scheduler.StartAsync(Token);
        await scheduler.AddAsync(new ScheduleRequest
        {
            JobId = _jobId,
            Schedule = SchedulerRig.Parse("@every 10s"),
            Misfire = MisfirePolicy.All,
            Since = At(15),
            Listener = ticks,
        });
        await UntilAsync(() => ticks.Instants.Count >= 3, move: false);
        await scheduler.CloseAsync();
        Assert.Equal("20 30 40", Seconds(ticks.Instants));
        Assert.Empty(await TicksOfOneLifeAsync("@every 10s", MisfirePolicy.All, TimeSpan.Zero));
    }

    [Theory]
    [InlineData(MisfirePolicy.Skip)]
    [InlineData(MisfirePolicy.Once)]
    [InlineData(MisfirePolicy.All)]
    public async Task While_no_tick_is_accepted_so_many_wait_and_the_rest_goes_by_the_policy_afterwards(MisfirePolicy policy)
    {
        var scheduler = SchedulerRig.SchedulerOf(Database, _time);
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ticks = new RecordedTicks(_time) { Hold = hold };
        await scheduler.StartAsync(Token);
        await AddAsync(scheduler, "@every 1s", policy, ticks);
        await MoveAsync(TimeSpan.FromSeconds(3 * TickQueue.WaitingMax));
        Assert.Single(ticks.Instants);
        hold.SetResult();

        // On with the clock until a tick comes that was not due before.
        var now = _time.GetUtcNow();
        await UntilAsync(() => ticks.Instants.Any(instant => instant > now));
        await scheduler.CloseAsync();
        var instants = ticks.Instants;
        Assert.Equal(instants.Distinct().Order(), instants);
        var gaps = instants.Zip(instants.Skip(1), (one, next) => next - one).Count(gap => gap > TimeSpan.FromSeconds(1));
        Assert.True(policy == MisfirePolicy.All ? gaps == 0 : gaps > 0, $"{policy}: {gaps} gaps in {Seconds(instants)}");
    }

    [Fact]
    public async Task A_one_time_schedule_never_comes_before_its_instant_and_comes_once()
    {
        var text = "@at 2026-01-01T00:00:20Z";
        Assert.Empty(await TicksOfOneLifeAsync(text, MisfirePolicy.Once, TimeSpan.FromSeconds(10)));
        var scheduler = SchedulerRig.SchedulerOf(Database, _time);
        var ticks = new RecordedTicks(_time);
        await scheduler.StartAsync(Token);
        await AddAsync(scheduler, text, MisfirePolicy.Once, ticks);
        await UntilAsync(() => ticks.Instants.Count == 1);
        await MoveAsync(TimeSpan.FromMinutes(5));
        await scheduler.CloseAsync();
        var (instant, now) = Assert.Single(ticks.Came);
        Assert.True(instant == At(20) && now >= instant, $"{instant:O} came at {now:O}");
        Assert.Empty(await TicksOfOneLifeAsync(text, MisfirePolicy.Once, TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [InlineData(MisfirePolicy.Once)]
    [InlineData(MisfirePolicy.Skip)]
    public async Task A_one_time_schedule_whose_instant_passed_while_the_node_was_down_comes_at_once(MisfirePolicy policy)
    {
        Assert.Empty(await TicksOfOneLifeAsync("@at 2026-01-01T00:00:20Z", policy, TimeSpan.FromSeconds(5)));
        _time.Advance(TimeSpan.FromDays(3));
        Assert.Equal([At(20)], await TicksOfOneLifeAsync("@at 2026-01-01T00:00:20Z", policy, TimeSpan.Zero, 1));
        Assert.Empty(await TicksOfOneLifeAsync("@at 2026-01-01T00:00:20Z", policy, TimeSpan.Zero));
    }

    [Fact]
    public async Task Another_schedule_of_the_job_begins_anew()
    {
        Assert.NotEmpty(await TicksOfOneLifeAsync("@every 10s", MisfirePolicy.All, TimeSpan.FromSeconds(6)));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await TicksOfOneLifeAsync("@every 15s", MisfirePolicy.All, TimeSpan.Zero));
        Assert.Equal("@every 15s", Assert.Single(await StoredAsync()).Schedule);
    }

    [Fact]
    public async Task A_window_bounds_the_ticks_on_both_sides()
    {
        var scheduler = SchedulerRig.SchedulerOf(Database, _time);
        var ticks = new RecordedTicks(_time);
        await scheduler.StartAsync(Token);
        var first = await scheduler.AddAsync(new ScheduleRequest
        {
            JobId = _jobId,
            Schedule = SchedulerRig.Parse("@every 10s"),
            Window = new ScheduleWindow(At(30), At(50)),
            Listener = ticks,
        });
        Assert.Equal(At(30), first);
        foreach (var count in (int[])[1, 2, 3])
        {
            await MoveAsync(TimeSpan.FromSeconds(count == 1 ? 24 : 9));
            await UntilAsync(
                () =>
                {
                    // In small steps: the next tick must not be passed before this one has come.
                    _time.Advance(TimeSpan.FromMilliseconds(20));
                    return ticks.Instants.Count == count;
                },
                move: false);
        }

        await MoveAsync(TimeSpan.FromMinutes(1));
        await scheduler.CloseAsync();
        Assert.Equal([At(30), At(40), At(50)], ticks.Instants.Order());
    }

    [Fact]
    public async Task What_is_stored_of_a_deleted_job_goes_with_it()
    {
        var scheduler = SchedulerRig.SchedulerOf(Database, _time);
        await scheduler.StartAsync(Token);
        await AddAsync(scheduler, "@every 10s", MisfirePolicy.Once, new RecordedTicks(_time));
        await UntilStoredAsync(1);
        await Database.WriteAsync(session => new JobRepository().RemoveAsync(session, _jobId), Token);
        await scheduler.RemoveAsync(_jobId);
        await UntilStoredAsync(0);
        await scheduler.CloseAsync();
    }

    private static DateTimeOffset At(int seconds) => Start.AddSeconds(seconds - 5);

    private static string Seconds(IEnumerable<DateTimeOffset> instants) => string.Join(' ', instants.Select(instant => (instant - At(0)).TotalSeconds));

    private Task<DateTimeOffset?> AddAsync(Scheduler scheduler, string text, MisfirePolicy policy, IScheduleListener listener) => scheduler.AddAsync(
        new ScheduleRequest { JobId = _jobId, Schedule = SchedulerRig.Parse(text), Misfire = policy, Listener = listener });

    private async Task<IReadOnlyList<DateTimeOffset>> TicksOfOneLifeAsync(string text, MisfirePolicy policy, TimeSpan runFor, int atLeast = 0)
    {
        var scheduler = SchedulerRig.SchedulerOf(Database, _time);
        var ticks = new RecordedTicks(_time);
        await scheduler.StartAsync(Token);
        await AddAsync(scheduler, text, policy, ticks);
        await MoveAsync(runFor);
        await UntilAsync(() => ticks.Instants.Count >= atLeast, move: false);
        await scheduler.CloseAsync();
        return ticks.Instants;
    }

    private async Task UntilStoredAsync(int rows)
    {
        var started = TimeProvider.System.GetTimestamp();
        while ((await StoredAsync()).Count != rows)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"there should be {rows} rows");
            await MoveAsync(TimeSpan.FromSeconds(1));
        }
    }

    private Task<IReadOnlyList<LastTick>> StoredAsync() => Database.ReadAsync(new LastTickRepository().ListAsync, Token);

    private async Task MoveAsync(TimeSpan by)
    {
        for (var moved = TimeSpan.Zero; moved < by; moved += TimeSpan.FromSeconds(1))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(2), Token);
        }
    }

    private async Task UntilAsync(Func<bool> isReached, bool move = true)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!isReached())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "not reached");
            _time.Advance(move ? TimeSpan.FromMilliseconds(500) : TimeSpan.Zero);
            await Task.Delay(TimeSpan.FromMilliseconds(2), Token);
        }
    }
}
