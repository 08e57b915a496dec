using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Node.Core.Config;
using Node.Core.Storage;
using Node.Jobs.Runs;
using Node.Jobs.Runs.Retention;
using Node.Testing.Storage;
using Npgsql;
using Xunit;

namespace Node.Jobs.Tests.Runs.Retention;

public sealed class RetentionServiceTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly RunsOptions Options = new() { HistorySizeMax = new FileSize(16_000_000), KeyAgeMax = TimeSpan.FromHours(24) };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));
    private readonly Channel<RetentionLimits> _rounds = Channel.CreateUnbounded<RetentionLimits>();
    private readonly HistoryMeter _meter;
    private Func<HistoryStanding> _answer = () => default;
    private TestDatabase _database = null!;
    private RetentionService _service = null!;

    public RetentionServiceTests() => _meter = new HistoryMeter(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(EngineKind.Sqlite, typeof(RunJournal).Assembly);
        _service = new RetentionService(
            new Keeper(this), new RunKeyPruner(_database.Database, _time), _meter, Options, _time, NullLogger<RetentionService>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.CloseAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task It_looks_at_the_start_when_enough_was_written_and_each_minute()
    {
        await _service.StartAsync(Token);
        Assert.Equal(RetentionLimits.Of(Options), await RoundAsync());
        _meter.Add(RetentionLimits.Of(Options).StepBytes);
        await RoundAsync();
        await AdvanceUntilRoundAsync(TimeSpan.FromMinutes(1));
        Assert.Null(_service.Ready());
    }

    [Fact]
    public async Task A_history_that_may_not_shrink_is_told_and_forgotten_when_it_can()
    {
        _answer = () => new HistoryStanding(20_000_000, 0, 7);
        await _service.StartAsync(Token);
        await RoundAsync();
        _meter.Add(RetentionLimits.Of(Options).StepBytes);
        await RoundAsync();
        Assert.Contains("7 runs wait for finality", _service.Ready()!.ToString(), StringComparison.Ordinal);
        _answer = () => new HistoryStanding(17_000_000, 0, 0);
        for (var i = 0; i < 2; i++)
        {
            _meter.Add(RetentionLimits.Of(Options).StepBytes);
            await RoundAsync();
        }

        Assert.Null(_service.Ready());
    }

    [Fact]
    public async Task A_database_that_is_away_is_asked_again_and_told_when_that_lasts()
    {
        _answer = () => throw new NpgsqlException("away");
        await _service.StartAsync(Token);
        await RoundAsync();
        for (var i = 0; i < 4; i++)
        {
            await AdvanceUntilRoundAsync(TimeSpan.FromSeconds(1));
        }

        Assert.Null(_service.Ready()); // it may be a lock
        for (var i = 0; i < RetentionService.FailuresMax; i++)
        {
            await AdvanceUntilRoundAsync(TimeSpan.FromSeconds(1));
        }

        Assert.Contains("away", _service.Ready()!.ToString(), StringComparison.Ordinal);
        _answer = () => default;
        await AdvanceUntilRoundAsync(TimeSpan.FromSeconds(1));
        await AdvanceUntilRoundAsync(TimeSpan.FromMinutes(1));
        Assert.Null(_service.Ready());
    }

    [Fact]
    public async Task Keys_are_forgotten_once_they_are_older_than_KeyAgeMax()
    {
        var open = new OpenRunRepository();
        await _database.Database.WriteAsync(
            session => open.AddAsync(session, [new OpenRun { Id = 1, JobId = 1, TriggerKind = "webhook", TriggerKey = "k", AcceptedAt = _time.GetUtcNow() }]), Token);
        await _database.Database.WriteAsync(session => open.RemoveAsync(session, [1]), Token);
        await _service.StartAsync(Token);
        var startedAt = TimeProvider.System.GetTimestamp();
        for (var hours = 0; await KeyAsync() is not null; hours++)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < Patience, $"still there after {hours} hours");
            if (_time.GetUtcNow() < new DateTimeOffset(2026, 1, 2, 23, 0, 0, TimeSpan.Zero))
            {
                _time.Advance(TimeSpan.FromMinutes(30));
                await Task.Yield();
                Assert.NotNull(await KeyAsync());
            }
            else
            {
                _time.Advance(TimeSpan.FromMinutes(30));
            }

            await Task.Delay(5, Token);
        }

        Assert.True(_time.GetUtcNow() >= new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.Zero), $"forgotten at {_time.GetUtcNow()}");

        Task<long?> KeyAsync() => _database.Database.ReadAsync(session => open.FindByKeyAsync(session, 1, "k"), Token);
    }

    private Task<RetentionLimits> RoundAsync() => _rounds.Reader.ReadAsync(Token).AsTask().WaitAsync(Patience, Token);

    // The service may not have begun to wait when the clock moves.
    private async Task AdvanceUntilRoundAsync(TimeSpan step)
    {
        var round = RoundAsync();
        while (!round.IsCompleted)
        {
            _time.Advance(step);
            await Task.WhenAny(round, Task.Delay(20, Token));
        }

        await round;
    }

    private sealed class Keeper(RetentionServiceTests test) : IHistoryKeeper
    {
        public Task<HistoryStanding> KeepAsync(RetentionLimits limits, CancellationToken cancellationToken)
        {
            test._rounds.Writer.TryWrite(limits);
            return Task.FromResult(test._answer());
        }
    }
}
