using Node.Core.Storage;
using Node.Core.Tracing;

namespace Node.Jobs.Runs;

/// <summary>Puts open and finished runs together.</summary>
internal sealed class RunReader(Database database, OpenRunRepository openRuns, RunHistoryRepository history, RunningRuns running, Traces? traces = null) : IRunReader
{
    private readonly RunTimes _times = new(history);

    public Task<RunView?> FindAsync(long id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => FindAsync(session, id), cancellationToken);

    public Task<RunPage> ListAsync(RunFilter filter, long? beforeId, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, IRunReader.CountMax);
        return database.ReadAsync(session => ListAsync(session, filter, beforeId ?? long.MaxValue, count), cancellationToken);
    }

    public Task<long?> SkipAsync(long? jobId, int skip, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(skip);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(skip, IRunReader.SkipMax);
        var filter = RunFilter.All with { JobId = jobId };
        return database.ReadAsync<long?>(
            async session =>
            {
                var open = await openRuns.ListIdsAsync(session, filter, 0, long.MaxValue, skip);
                var finished = await history.ListIdsAsync(session, filter, 0, long.MaxValue, skip);
                List<long> ids = [.. open.Concat(finished).Distinct().OrderDescending().Take(skip)];
                return ids.Count == skip ? ids[^1] : null;
            },
            cancellationToken);
    }

    public Task<long> CountAsync(long? jobId, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await openRuns.CountAsync(session, jobId) + await history.CountAsync(session, jobId), cancellationToken);

    private async Task<RunView?> FindAsync(ReadSession session, long id)
    {
        // Open first: a run moves from open to finished, so in this order it cannot be missed.
        if (await openRuns.FindAsync(session, id) is { } open)
        {
            return Show(open);
        }

        return await history.FindAsync(session, id) is { } finished ? Show(finished) : null;
    }

    private async Task<RunPage> ListAsync(ReadSession session, RunFilter filter, long beforeId, int count)
    {
        if (filter is { JobId: { } jobId, TriggerKey: { } key } && await openRuns.FindByKeyAsync(session, jobId, key) is { } keyed)
        {
            var run = keyed < beforeId ? await FindAsync(session, keyed) : null;
            return new RunPage(run is not null && Matches(filter, run) ? [run] : [], null);
        }

        if (filter.State == RunStatus.Running)
        {
            return await ListRunningAsync(session, filter, beforeId, count);
        }

        List<OpenRun> open = filter.TakesOpen ? [.. await openRuns.ListAsync(session, filter, 0, beforeId, count)] : [];
        var (firstId, endId) = filter.TakesFinished ? await _times.IdsOfAsync(session, filter) : (0, 0);
        var upTo = Math.Min(beforeId, endId);
        var floor = filter.NeedsScan ? Math.Max(firstId, upTo - IRunReader.ScanMax) : firstId;
        IReadOnlyList<FinishedRun> finished = upTo > floor ? await history.ListAsync(session, filter, floor, upTo, count) : [];
        var isLookedThrough = finished.Count < count && floor <= firstId;

        // What was not looked through yet is older than the floor, so open runs below it have to wait for their page.
        List<RunView> page =
        [
            .. open.Where(run => finished.Count == count || isLookedThrough || run.Id >= floor).Select(Show)
                .Where(run => filter.State is null || filter.State == run.State).Concat(finished.Select(Show))
                .DistinctBy(run => run.Id).OrderByDescending(run => run.Id).Take(count),
        ];
        long? next =
            page.Count == count ? page[^1].Id
            : filter is { State: not null, TakesOpen: true } && open.Count == count ? open[^1].Id
            : isLookedThrough ? null : floor;
        return new RunPage(page, next);
    }

    private async Task<RunPage> ListRunningAsync(ReadSession session, RunFilter filter, long beforeId, int count)
    {
        List<RunView> page = [];
        foreach (var id in running.Ids.Where(id => id < beforeId).OrderDescending())
        {
            if (page.Count == count)
            {
                return new RunPage(page, page[^1].Id);
            }

            if (await openRuns.FindAsync(session, id) is { } run && Matches(filter, Show(run)))
            {
                page.Add(Show(run));
            }
        }

        return new RunPage(page, null);
    }

    private static bool Matches(RunFilter filter, RunView run) =>
        (filter.JobId is null || filter.JobId == run.JobId)
        && (filter.TriggerKey is null || filter.TriggerKey == run.TriggerKey)
        && (filter.State is null || filter.State == run.State)
        && (filter.TriggerKind is null || filter.TriggerKind == run.TriggerKind)
        && (filter.From is null || run.AcceptedAt >= filter.From)
        && (filter.Before is null || run.AcceptedAt < filter.Before);

    private RunView Show(FinishedRun run) => RunView.Of(run) with { TraceId = traces.TraceIdOf(run.Id) };

    // That it runs is a fact of this process, not of the table.
    private RunView Show(OpenRun run)
    {
        var view = RunView.Of(run) with { TraceId = traces.TraceIdOf(run.Id) };
        return running.Contains(run.Id) ? view with { State = RunStatus.Running } : view;
    }
}
