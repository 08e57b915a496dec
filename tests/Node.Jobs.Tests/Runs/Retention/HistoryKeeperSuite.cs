using Microsoft.Extensions.Logging.Abstractions;
using Node.Core.Storage;
using Node.Jobs.Runs;
using Node.Jobs.Runs.Retention;
using Xunit;

namespace Node.Jobs.Tests.Runs.Retention;

/// <summary>What keeping the history small promises, on either engine.</summary>
public abstract class HistoryKeeperSuite(EngineKind engine) : DatabaseSuite(engine)
{
    private const long SizeMax = 5_000_000;
    private static readonly TimeSpan Long = TimeSpan.FromDays(1000);

    private readonly RunHistoryRepository _history = new();
    private readonly StubTransactions _transactions = new();
    private readonly ShiftedTime _time = new();
    private IHistoryKeeper _keeper = null!;
    private long _lastId;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var unsettled = new UnsettledRuns(_transactions);
        _keeper = Engine == EngineKind.Postgres
            ? new SegmentKeeper(Database, new SegmentRepository(), unsettled, _time, NullLogger<SegmentKeeper>.Instance)
            : new RowKeeper(Database, unsettled, _time);
    }

    [Fact]
    public async Task The_oldest_go_until_the_size_is_right_and_no_more()
    {
        var limits = new RetentionLimits(SizeMax, Long);
        HistoryStanding standing = default;
        for (var round = 0; round < 50; round++)
        {
            await AddAsync(200, id => (int)(id * 37 % 2400));
            standing = await _keeper.KeepAsync(limits, Token);
            Assert.True(standing.Bytes <= SizeMax, $"round {round}: {standing.Bytes} bytes");
        }

        var ids = await IdsAsync();
        Assert.Equal(Enumerable.Range(0, ids.Count).Select(i => _lastId - i), ids);
        Assert.InRange(ids.Count, 1000, 9000);
        Assert.InRange(await MeasuredBytesAsync(), SizeMax * 0.9, SizeMax * 1.1);
        Assert.InRange(standing.Bytes, SizeMax * 0.9, SizeMax);
        Assert.Equal(0, (await _keeper.KeepAsync(limits, Token)).Pruned);
    }

    [Fact]
    public async Task What_is_too_old_goes_whatever_room_there_is()
    {
        // On PostgreSQL a segment counts from when it was closed, here an hour or more after it was opened.
        var limits = new RetentionLimits(100_000_000, TimeSpan.FromHours(16));
        await AddAsync(300);
        await KeepAtAsync(2);
        _time.Shift = TimeSpan.FromHours(5);
        await AddAsync(100);
        await KeepAtAsync(5);
        await KeepAtAsync(15);
        Assert.Equal(400, (await IdsAsync()).Count);
        await KeepAtAsync(18.5);
        Assert.Equal(Enumerable.Range(301, 100).Select(id => (long)id), (await IdsAsync()).Order());
        await KeepAtAsync(21.5);
        Assert.Empty(await IdsAsync());

        Task KeepAtAsync(double hours)
        {
            _time.Shift = TimeSpan.FromHours(hours);
            return _keeper.KeepAsync(limits, Token);
        }
    }

    [Fact]
    public async Task A_run_whose_effect_is_not_final_stays_until_it_is()
    {
        var limits = new RetentionLimits(2_000_000, Long);
        _transactions.Unsettled.UnionWith(["3", "57", "no run"]);
        for (var round = 0; round < 16; round++)
        {
            await AddAsync(200);
            await _keeper.KeepAsync(limits, Token);
        }

        var ids = await IdsAsync();
        Assert.Equal([57L, 3L], ids.TakeLast(2));
        Assert.True(ids[^3] > 300, $"the run after them is {ids[^3]}");
        Assert.Equal(StoredRuns.One(57, default, 800).Record, (await FindAsync(57))!.Record);
        Assert.True((await _keeper.KeepAsync(limits, Token)).Bytes <= limits.SizeMax * 1.1);

        _transactions.Unsettled.Clear();
        for (var round = 0; round < 16; round++)
        {
            await AddAsync(200);
            await _keeper.KeepAsync(limits, Token);
        }

        Assert.Null(await FindAsync(3));
        Assert.Null(await FindAsync(57));
    }

    [Fact]
    public async Task Runs_are_found_listed_and_counted_while_others_are_pruned()
    {
        var limits = new RetentionLimits(2_000_000, Long);
        for (var round = 0; round < 14; round++)
        {
            await AddAsync(200);
            await _keeper.KeepAsync(limits, Token);
        }

        var ids = await IdsAsync();
        foreach (var id in new[] { ids[0], ids[ids.Count / 2], ids[^1] })
        {
            Assert.Equal(StoredRuns.One(id, default, 800).Record, (await FindAsync(id))!.Record);
        }

        Assert.Null(await FindAsync(ids[^1] - 1));
        Assert.Null(await FindAsync(_lastId + 1));
        Assert.Equal(ids.Count, await Database.ReadAsync(session => _history.CountAsync(session, null), Token));
        Assert.Equal(ids.Count(id => id % 7 == 3), await Database.ReadAsync(session => _history.CountAsync(session, 3), Token));
    }

    [Fact]
    public async Task Writers_and_pruning_do_not_disturb_each_other()
    {
        var limits = new RetentionLimits(1_000_000, Long);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var pruning = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await _keeper.KeepAsync(limits, Token);
                }
            },
            Token);
        for (var round = 0; round < 60; round++)
        {
            await AddAsync(100);
        }

        await stop.CancelAsync();
        await pruning.WaitAsync(TimeSpan.FromSeconds(30), Token);
        var standing = await _keeper.KeepAsync(limits, Token);
        var ids = await IdsAsync();
        Assert.Equal(Enumerable.Range(0, ids.Count).Select(i => _lastId - i), ids);
        Assert.True(standing.Bytes <= limits.SizeMax, $"{standing.Bytes} bytes");
    }

    private async Task AddAsync(int count, Func<long, int>? recordChars = null)
    {
        var runs = StoredRuns.Many(_lastId + 1, count, UtcMicros.Truncate(_time.GetUtcNow()), recordChars).ToList();
        await Database.WriteAsync(session => _history.AddAsync(session, runs), Token);
        _lastId += count;
    }

    private Task<FinishedRun?> FindAsync(long id) => Database.ReadAsync(session => _history.FindAsync(session, id), Token);

    // Newest first.
    private Task<IReadOnlyList<long>> IdsAsync() =>
        Database.ReadAsync(session => _history.ListIdsAsync(session, RunFilter.All, 0, long.MaxValue, 100_000), Token);

    private Task<long> MeasuredBytesAsync() => Database.ReadAsync(
        session => session.SingleAsync<long>(Engine == EngineKind.Postgres
            ? "SELECT sum(pg_total_relation_size(relid))::bigint FROM pg_partition_tree('runs')"
            : "SELECT (page_count - freelist_count - 60) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size"),
        Token);
}
