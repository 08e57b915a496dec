using Node.Core.Storage;

namespace Node.Jobs.Runs;

/// <summary>Puts open and finished runs together.</summary>
internal sealed class RunReader(Database database, OpenRunRepository openRuns, RunHistoryRepository history) : IRunReader
{
    public Task<RunView?> FindAsync(long id, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            // Open first: a run moves from open to finished, so in this order it cannot be missed.
            if (await openRuns.FindAsync(session, id) is { } open)
            {
                return RunView.Of(open);
            }

            return await history.FindAsync(session, id) is { } finished ? RunView.Of(finished) : null;
        },
        cancellationToken);

    public Task<IReadOnlyList<RunView>> ListAsync(long? jobId, long? beforeId, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, IRunReader.CountMax);
        return database.ReadAsync<IReadOnlyList<RunView>>(
            async session =>
            {
                var open = await openRuns.ListAsync(session, jobId, beforeId ?? long.MaxValue, count);
                var finished = await history.ListAsync(session, jobId, beforeId ?? long.MaxValue, count);
                return
                [
                    .. open.Select(RunView.Of).Concat(finished.Select(RunView.Of))
                        .DistinctBy(run => run.Id).OrderByDescending(run => run.Id).Take(count),
                ];
            },
            cancellationToken);
    }

    public Task<long> CountAsync(long? jobId, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await openRuns.CountAsync(session, jobId) + await history.CountAsync(session, jobId), cancellationToken);
}
