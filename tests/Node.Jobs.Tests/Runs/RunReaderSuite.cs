using CsCheck;
using Node.Core.Storage;
using Node.Jobs.Runs;
using Node.Testing;
using Xunit;

namespace Node.Jobs.Tests.Runs;

/// <summary>What lists of runs promise, on either engine.</summary>
public abstract class RunReaderSuite(EngineKind engine) : DatabaseSuite(engine)
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly string[] Kinds = [TriggerKind.Webhook, TriggerKind.Cron, TriggerKind.Log];
    private static readonly RunStatus[] Ends = [RunStatus.Completed, RunStatus.Completed, RunStatus.Errored, RunStatus.Cancelled];

    private static readonly Gen<RunFilter> Filters =
        from job in Gen.Long[0, 4].Nullable()
        from state in Gen.OneOf(RunStatus.Accepted, RunStatus.Suspended, RunStatus.Completed, RunStatus.Errored, RunStatus.Cancelled).Nullable()
        from kind in Gen.OneOf<string?>([null, .. Kinds])
        from key in Gen.OneOf<string?>(null, null, null, "k17", "k181", "none")
        from fromHour in Gen.Int[-1, 210].Nullable()
        from toHour in Gen.Int[-1, 210].Nullable()
        select new RunFilter
        {
            JobId = job,
            State = state,
            TriggerKind = kind,
            TriggerKey = key,
            From = fromHour is { } f ? At.AddHours(f) : null,
            Before = toHour is { } t ? At.AddHours(t) : null,
        };

    private readonly OpenRunRepository _open = new();
    private readonly RunHistoryRepository _history = new();

    [Fact]
    public async Task Every_filter_gives_exactly_what_matches_newest_first_page_after_page()
    {
        var all = await StoreAsync();
        var reader = NewReader();
        await Gen.Select(Filters, Gen.Int[1, 60]).SampleAsync(
            async (filter, size) =>
            {
                var expected = all.Where(run => Matches(filter, run)).OrderByDescending(run => run.Id).Select(run => run.Id).ToList();
                Assert.Equal(expected, await PagesAsync(reader, filter, size));
            },
            iter: TestScale.Pick(20, 500),
            threads: 1);
    }

    [Fact]
    public async Task Pages_by_cursor_are_stable_while_runs_come_in_and_finish()
    {
        await StoreAsync();
        var reader = NewReader();
        var expected = await PagesAsync(reader, RunFilter.All, 1000);
        List<long> seen = [];
        long nextId = 1000;
        for (long? before = null; ;)
        {
            var page = await reader.ListAsync(RunFilter.All, before, 13, Token);
            seen.AddRange(page.Runs.Select(run => run.Id));
            await Database.WriteAsync(
                async session =>
                {
                    // One comes in, and one that was open is finished.
                    await _open.AddAsync(session, [OpenOf(nextId, 1, At.AddHours(300))]);
                    if (await _open.ListIdsAsync(session, RunFilter.All, 0, 900, 1) is [var finishing])
                    {
                        await _open.RemoveAsync(session, [finishing]);
                        await _history.AddAsync(session, [FinishedOf(finishing)]);
                    }
                },
                Token);
            nextId++;
            before = page.NextBeforeId;
            if (before is null)
            {
                break;
            }
        }

        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task A_list_without_an_index_looks_through_ScanMax_numbers_for_a_page_and_tells_where_to_go_on()
    {
        await Database.WriteAsync(
            session => _history.AddAsync(session, [FinishedOf(2), FinishedOf(IRunReader.ScanMax + 10), FinishedOf((2 * IRunReader.ScanMax) + 20)]), Token);
        var reader = NewReader();
        var filter = RunFilter.All with { TriggerKey = "k2" };
        var first = await reader.ListAsync(filter, null, 10, Token);
        Assert.Empty(first.Runs);
        Assert.NotNull(first.NextBeforeId);
        Assert.Equal([2L], await PagesAsync(reader, filter, 10));
        Assert.Equal(3, (await reader.ListAsync(RunFilter.All, null, 10, Token)).Runs.Count);
    }

    [Fact]
    public async Task Skipping_counts_open_and_finished_runs_alike()
    {
        var ids = (await StoreAsync()).Select(run => run.Id).OrderDescending().ToList();
        var reader = NewReader();
        Assert.Equal(ids[0], await reader.SkipAsync(null, 1, Token));
        Assert.Equal(ids[99], await reader.SkipAsync(null, 100, Token));
        Assert.Equal(ids[^1], await reader.SkipAsync(null, ids.Count, Token));
        Assert.Null(await reader.SkipAsync(null, ids.Count + 1, Token));
        Assert.Null(await reader.SkipAsync(99, 1, Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => reader.SkipAsync(null, 0, Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => reader.SkipAsync(null, IRunReader.SkipMax + 1, Token));
    }

    private static bool Matches(RunFilter filter, RunView run) =>
        (filter.JobId is null || filter.JobId == run.JobId)
        && (filter.State is null || filter.State == run.State)
        && (filter.TriggerKind is null || filter.TriggerKind == run.TriggerKind)
        && (filter.TriggerKey is null || filter.TriggerKey == run.TriggerKey)
        && (filter.From is null || run.AcceptedAt >= filter.From)
        && (filter.Before is null || run.AcceptedAt < filter.Before);

    private static OpenRun OpenOf(long id, long jobId, DateTimeOffset at) => new()
    {
        Id = id,
        JobId = jobId,
        State = RunStatus.Accepted,
        TriggerKind = Kinds[id % 3],
        TriggerKey = $"k{id}",
        AcceptedAt = at,
    };

    private static FinishedRun FinishedOf(long id) => new()
    {
        Id = id,
        JobId = id % 4,
        State = Ends[id % 4],
        TriggerKind = Kinds[id % 3],
        TriggerKey = $"k{id}",
        AcceptedAt = At.AddHours(id),
        FinishedAt = At.AddHours(id + 1),
        Record = "{}",
    };

    private async Task<List<RunView>> StoreAsync()
    {
        // Every fifth is open, every tenth suspended; the history got them in another order than they came.
        List<long> ids = [.. Enumerable.Range(1, 200).Select(id => (long)id)];
        List<FinishedRun> finished = [.. ids.Where(id => id % 5 != 0).OrderBy(id => id % 8).Select(FinishedOf)];
        List<OpenRun> open = [.. ids.Where(id => id % 5 == 0).Select(id => OpenOf(id, id % 4, At.AddHours(id)))];
        await Database.WriteAsync(
            async session =>
            {
                await _open.AddAsync(session, open);
                foreach (var run in open.Where(run => run.Id % 10 == 0))
                {
                    await _open.MoveAsync(session, run.Id, RunStatus.Accepted, RunStatus.Suspended);
                }

                await _history.AddAsync(session, finished);
            },
            Token);
        return
        [
            .. finished.Select(RunView.Of),
            .. open.Select(run => RunView.Of(run) with { State = run.Id % 10 == 0 ? RunStatus.Suspended : RunStatus.Accepted }),
        ];
    }

    private static async Task<List<long>> PagesAsync(RunReader reader, RunFilter filter, int size)
    {
        List<long> ids = [];
        for (long? before = null; ;)
        {
            var page = await reader.ListAsync(filter, before, size, Token);
            ids.AddRange(page.Runs.Select(run => run.Id));
            if (page.NextBeforeId is null)
            {
                return ids;
            }

            before = page.NextBeforeId;
        }
    }

    private RunReader NewReader() => new(Database, _open, _history, new RunningRuns());
}
