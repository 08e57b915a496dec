using Node.Core.Storage;

namespace Node.Jobs.Scheduling;

/// <summary>The table <c>schedule_ticks</c>.</summary>
internal sealed class LastTickRepository
{
    private static readonly IReadOnlyList<BulkColumn> Columns =
    [
        new("job_id", BulkType.Number), new("entry", BulkType.Text), new("schedule", BulkType.Text), new("instant", BulkType.Time),
    ];

    /// <summary>All rows.</summary>
    public Task<IReadOnlyList<LastTick>> ListAsync(ReadSession session) =>
        session.QueryAsync<LastTick>("SELECT job_id, entry, schedule, instant FROM schedule_ticks");

    /// <summary>Replaces all rows of the jobs that <paramref name="ticks"/> name.</summary>
    public async Task ReplaceAsync(WriteSession session, IReadOnlyCollection<LastTick> ticks)
    {
        await RemoveAsync(session, ticks.Select(tick => tick.JobId));

        // Another replica may write the same row at the same time; either is right enough, since a tick's key makes it unique.
        await session.BulkInsertAsync(new BulkInsert(
            "schedule_ticks", Columns, [.. ticks.Select(tick => new object?[] { tick.JobId, tick.Entry, tick.Schedule, tick.Instant })])
        {
            SkipConflicts = true,
        });
    }

    /// <summary>Removes all rows of some jobs.</summary>
    public Task RemoveAsync(WriteSession session, IEnumerable<long> jobIds) => session.ExecuteAsync(
        $"DELETE FROM schedule_ticks WHERE {session.Dialect.InNumbers("job_id", "@ids")}",
        new { ids = NumberList.ToJson(jobIds.Distinct()) });
}
