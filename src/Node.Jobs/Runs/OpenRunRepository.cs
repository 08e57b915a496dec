using Node.Core.Storage;

namespace Node.Jobs.Runs;

/// <summary>The tables <c>run_keys</c> and <c>runs_open</c>: what was accepted and is not finished.</summary>
internal sealed class OpenRunRepository
{
    private const string Columns =
        "id, job_id, state, trigger_kind, trigger_key, vars, checkpoint, accepted_at, job_version, retry_of";

    private static readonly BulkColumn[] KeyColumns =
    [
        new("job_id", BulkType.Number), new("trigger_key", BulkType.Text), new("run_id", BulkType.Number),
        new("accepted_at", BulkType.Time),
    ];

    private static readonly BulkColumn[] OpenColumns =
    [
        new("id", BulkType.Number), new("job_id", BulkType.Number), new("state", BulkType.Text),
        new("trigger_kind", BulkType.Text), new("trigger_key", BulkType.Text), new("vars", BulkType.Text),
        new("accepted_at", BulkType.Time), new("job_version", BulkType.Number), new("retry_of", BulkType.Number),
    ];

    /// <summary>Stores the keys of new runs; one that is known is left out.</summary>
    /// <returns>The ids whose keys go in.</returns>
    public GroupedNumbers AddKeys(StatementGroup group, IReadOnlyList<OpenRun> runs) => group.Insert(
        new BulkInsert("run_keys", KeyColumns, [.. runs.Select(run => new object?[] { run.JobId, run.TriggerKey, run.Id, run.AcceptedAt })])
        {
            SkipConflicts = true,
            Returning = 2,
        });

    /// <summary>Stores new runs.</summary>
    public void AddOpen(StatementGroup group, IReadOnlyList<OpenRun> runs) =>
        group.Insert(new BulkInsert("runs_open", OpenColumns, [.. runs.Select(RowOf)]));

    /// <summary>Takes numbers for new runs: they rise in the order of the commits, whichever process accepts.</summary>
    /// <returns>The number after the last.</returns>
    public GroupedNumbers TakeIds(StatementGroup group, int count) => IdSource.Take(group, "runs", count);

    /// <summary>The jobs that have runs with a number above <paramref name="afterId"/>, with the highest of each.</summary>
    public Task<IReadOnlyList<JobRunId>> JobsAfterAsync(ReadSession session, long afterId) => session.QueryAsync<JobRunId>(
        "SELECT job_id, MAX(id) AS run_id FROM runs_open WHERE id > @afterId GROUP BY job_id", new { afterId });

    /// <summary>All runs that are ready, without their variables.</summary>
    public Task<IReadOnlyList<JobRunId>> AllReadyAsync(ReadSession session) =>
        session.QueryAsync<JobRunId>("SELECT job_id, id AS run_id FROM runs_open WHERE state = 'Ready' ORDER BY job_id, id");

    /// <summary>Those of <paramref name="ids"/> that are open.</summary>
    public async Task<IReadOnlySet<long>> OpenAmongAsync(ReadSession session, IReadOnlyCollection<long> ids) => ids.Count == 0
        ? new HashSet<long>()
        : (await session.QueryAsync<long>($"SELECT id FROM runs_open WHERE {session.Dialect.InNumbers("id", "@ids")}", new { ids = NumberList.ToJson(ids) })).ToHashSet();

    /// <summary>The jobs that have suspended runs.</summary>
    public Task<IReadOnlyList<long>> JobsWithSuspendedAsync(ReadSession session) =>
        session.QueryAsync<long>("SELECT DISTINCT job_id FROM runs_open WHERE state = 'Suspended' ORDER BY job_id");

    /// <summary>At most <paramref name="countMax"/> runs of a job that are suspended, in order.</summary>
    public Task<IReadOnlyList<long>> SuspendedAsync(ReadSession session, long jobId, int countMax) => session.QueryAsync<long>(
        "SELECT id FROM runs_open WHERE job_id = @jobId AND state = 'Suspended' ORDER BY id LIMIT @countMax", new { jobId, countMax = (long)countMax });

    /// <summary>At most <paramref name="countMax"/> runs that were suspended before <paramref name="before"/>, the longest first.</summary>
    public Task<IReadOnlyList<long>> SuspendedBeforeAsync(ReadSession session, DateTimeOffset before, int countMax) => session.QueryAsync<long>(
        "SELECT id FROM runs_open WHERE state = 'Suspended' AND suspended_at < @before ORDER BY suspended_at LIMIT @countMax",
        new { before, countMax = (long)countMax });

    /// <summary>The <paramref name="countMax"/> oldest runs, whatever their state: numbers rise in order of acceptance.</summary>
    public Task<IReadOnlyList<OpenRun>> OldestAsync(ReadSession session, int countMax) => session.QueryAsync<OpenRun>(
        "SELECT id, job_id, accepted_at FROM runs_open ORDER BY id LIMIT @countMax", new { countMax = (long)countMax });

    /// <summary>Takes one run out, provided that it is in <paramref name="state"/>, if one is given.</summary>
    /// <returns>The run; null when it was not there.</returns>
    public Task<OpenRun?> TakeOutAsync(WriteSession session, long id, RunStatus? state) => session.FirstOrDefaultAsync<OpenRun>(
        $"DELETE FROM runs_open WHERE id = @id{(state is null ? "" : " AND state = @state")} RETURNING {Columns}", new { id, state = state?.ToString() });

    /// <summary>The run that a key belongs to, or null.</summary>
    public Task<long?> FindByKeyAsync(ReadSession session, long jobId, string triggerKey) => session.FirstOrDefaultAsync<long?>(
        "SELECT run_id FROM run_keys WHERE job_id = @jobId AND trigger_key = @triggerKey", new { jobId, triggerKey });

    /// <summary>Takes runs out.</summary>
    /// <returns>The ids that were there.</returns>
    public GroupedNumbers Remove(StatementGroup group, IReadOnlyList<long> ids) => group.Query(
        $"DELETE FROM runs_open WHERE {group.Dialect.InNumbers("id", "@ids")} RETURNING id", ("ids", NumberList.ToJson(ids)));

    /// <summary>One open run, or null; on PostgreSQL its row stays locked until the session ends.</summary>
    public Task<OpenRun?> FindForUpdateAsync(WriteSession session, long id) => session.FirstOrDefaultAsync<OpenRun>(
        $"SELECT {Columns} FROM runs_open WHERE id = @id {session.Dialect.ForUpdate}", new { id });

    /// <summary>One open run, or null.</summary>
    public Task<OpenRun?> FindAsync(ReadSession session, long id) => session.FirstOrDefaultAsync<OpenRun>(
        $"SELECT {Columns} FROM runs_open WHERE id = @id", new { id });

    /// <summary>The jobs that have runs which could go on.</summary>
    public Task<IReadOnlyList<long>> JobsWithRunnableAsync(ReadSession session) => session.QueryAsync<long>(
        "SELECT DISTINCT job_id FROM runs_open WHERE state <> 'Suspended' ORDER BY job_id");

    /// <summary>At most <paramref name="countMax"/> accepted runs of a job above <paramref name="afterId"/>, in order.</summary>
    public Task<IReadOnlyList<OpenRun>> AcceptedAfterAsync(ReadSession session, long jobId, long afterId, int countMax) =>
        session.QueryAsync<OpenRun>(
            $"SELECT {Columns} FROM runs_open WHERE job_id = @jobId AND id > @afterId AND state = 'Accepted' ORDER BY id LIMIT @countMax",
            new { jobId, afterId, countMax = (long)countMax });

    /// <summary>All runs of a job that are ready to go on, in order.</summary>
    public Task<IReadOnlyList<OpenRun>> ReadyAsync(ReadSession session, long jobId) => session.QueryAsync<OpenRun>(
        $"SELECT {Columns} FROM runs_open WHERE job_id = @jobId AND state = 'Ready' ORDER BY id", new { jobId });

    /// <summary>Newest first, at most <paramref name="countMax"/> open runs with ids from <paramref name="fromId"/> up to and without <paramref name="beforeId"/>.</summary>
    public Task<IReadOnlyList<OpenRun>> ListAsync(ReadSession session, RunFilter filter, long fromId, long beforeId, int countMax) =>
        session.QueryAsync<OpenRun>(
            $"SELECT {Columns} FROM runs_open {RunSelection.Where(filter)} ORDER BY id DESC LIMIT @countMax",
            RunSelection.Parameters(filter, fromId, beforeId, countMax));

    /// <summary>The ids of the same, without reading the runs.</summary>
    public Task<IReadOnlyList<long>> ListIdsAsync(ReadSession session, RunFilter filter, long fromId, long beforeId, int countMax) =>
        session.QueryAsync<long>(
            $"SELECT id FROM runs_open {RunSelection.Where(filter)} ORDER BY id DESC LIMIT @countMax",
            RunSelection.Parameters(filter, fromId, beforeId, countMax));

    /// <summary>The versions of a job that open runs are of.</summary>
    public Task<IReadOnlyList<long>> VersionsInUseAsync(ReadSession session, long jobId) => session.QueryAsync<long>(
        "SELECT DISTINCT job_version FROM runs_open WHERE job_id = @jobId", new { jobId });

    /// <summary>How many runs of a job, or of all, are open.</summary>
    public Task<long> CountAsync(ReadSession session, long? jobId) => session.SingleAsync<long>(
        $"SELECT count(*) FROM runs_open{(jobId is null ? "" : " WHERE job_id = @jobId")}", new { jobId });

    /// <summary>How many runs are in each state that there is, and when the oldest of them was accepted.</summary>
    public Task<IReadOnlyList<OpenRunCount>> CountByStateAsync(ReadSession session) => session.QueryAsync<OpenRunCount>(
        "SELECT state, COUNT(*) AS runs, MIN(accepted_at) AS oldest_accepted_at FROM runs_open GROUP BY state");

    /// <summary>Keeps results that must not be made again. The state stays: a run that was ready is loaded as such and by nothing else.</summary>
    /// <returns>False when the run is not open any more.</returns>
    public async Task<bool> SaveProgressAsync(WriteSession session, long id, string checkpoint) =>
        await session.ExecuteAsync("UPDATE runs_open SET checkpoint = @checkpoint WHERE id = @id", new { id, checkpoint }) == 1;

    /// <summary>Keeps results that must not be made again, and the state to go with them.</summary>
    /// <returns>False when the run is not open any more.</returns>
    public async Task<bool> SaveCheckpointAsync(WriteSession session, long id, string checkpoint, RunStatus state, DateTimeOffset now) =>
        await session.ExecuteAsync(
            "UPDATE runs_open SET checkpoint = @checkpoint, state = @state, suspended_at = @now WHERE id = @id",
            new { id, checkpoint, state = state.ToString(), now }) == 1;

    /// <summary>Moves a run from one state to another.</summary>
    /// <returns>False when it was not in <paramref name="from"/>.</returns>
    public async Task<bool> MoveAsync(WriteSession session, long id, RunStatus from, RunStatus to) =>
        await session.ExecuteAsync(
            "UPDATE runs_open SET state = @to WHERE id = @id AND state = @from",
            new { id, from = from.ToString(), to = to.ToString() }) == 1;

    private static object?[] RowOf(OpenRun run) =>
    [
        run.Id, run.JobId, run.State.ToString(), run.TriggerKind, run.TriggerKey, run.Vars, run.AcceptedAt, (long)run.JobVersion, run.RetryOf,
    ];
}
