using Node.Core.Storage;

namespace Node.Jobs.Runs;

/// <summary>The table <c>runs</c>: what is finished. Rows are only added.</summary>
internal sealed class RunHistoryRepository
{
    private const string Columns = "id, job_id, state, trigger_kind, trigger_key, accepted_at, finished_at, record";

    private static readonly BulkColumn[] RunColumns =
    [
        new("id", BulkType.Number), new("job_id", BulkType.Number), new("state", BulkType.Text),
        new("trigger_kind", BulkType.Text), new("trigger_key", BulkType.Text), new("accepted_at", BulkType.Time),
        new("finished_at", BulkType.Time), new("record", BulkType.Text),
    ];

    /// <summary>Stores finished runs.</summary>
    public Task AddAsync(WriteSession session, IEnumerable<FinishedRun> runs) => session.BulkInsertAsync(new BulkInsert(
        "runs",
        RunColumns,
        [
            .. runs.Select(run => new object?[]
            {
                run.Id, run.JobId, run.State.ToString(), run.TriggerKind, run.TriggerKey, run.AcceptedAt, run.FinishedAt, run.Record,
            }),
        ]));

    /// <summary>One finished run, or null.</summary>
    public Task<FinishedRun?> FindAsync(ReadSession session, long id) =>
        session.FirstOrDefaultAsync<FinishedRun>($"SELECT {Columns} FROM runs WHERE id = @id", new { id });

    /// <summary>Newest first, at most <paramref name="countMax"/> runs with an id below <paramref name="beforeId"/>, of one job or of all.</summary>
    public Task<IReadOnlyList<FinishedRun>> ListAsync(ReadSession session, long? jobId, long beforeId, int countMax) =>
        session.QueryAsync<FinishedRun>(
            $"SELECT {Columns} FROM runs WHERE id < @beforeId {(jobId is null ? "" : "AND job_id = @jobId ")}ORDER BY id DESC LIMIT @countMax",
            new { jobId, beforeId, countMax = (long)countMax });

    /// <summary>How many runs of a job, or of all, are kept.</summary>
    public Task<long> CountAsync(ReadSession session, long? jobId) => session.SingleAsync<long>(
        $"SELECT count(*) FROM runs{(jobId is null ? "" : " WHERE job_id = @jobId")}", new { jobId });
}
