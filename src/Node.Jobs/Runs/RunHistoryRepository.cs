using System.Data.Common;
using System.Globalization;
using Node.Core.Storage;

namespace Node.Jobs.Runs;

/// <summary>
/// The table <c>runs</c>: what is finished. Rows are only added, and taken away by age and size. On PostgreSQL they go into the
/// newest of the table's segments.
/// </summary>
internal sealed class RunHistoryRepository(HistoryMeter? meter = null)
{
    private const int RowBytes = 100;
    private const string NoSuchTable = "42P01";

    private const string Columns =
        "id, job_id, job_version, retry_of, state, trigger_kind, trigger_key, accepted_at, finished_at, record AS stored_record";

    private static readonly BulkColumn[] RunColumns =
    [
        new("id", BulkType.Number), new("job_id", BulkType.Number), new("state", BulkType.Text),
        new("trigger_kind", BulkType.Text), new("trigger_key", BulkType.Text), new("accepted_at", BulkType.Time),
        new("finished_at", BulkType.Time), new("record", BulkType.Bytes), new("job_version", BulkType.Number),
        new("retry_of", BulkType.Number),
    ];

    /// <summary>The table of a segment.</summary>
    public static string SegmentTable(int number) => string.Create(CultureInfo.InvariantCulture, $"runs_{number}");

    /// <summary>Stores finished runs.</summary>
    public async Task AddAsync(WriteSession session, IReadOnlyList<FinishedRun> runs)
    {
        var group = session.NewGroup();
        var segment = OpenSegment(group);
        await group.SendAsync();
        await AddAsync(session, runs, segment);
    }

    /// <summary>Stores finished runs in a segment.</summary>
    public async Task AddAsync(WriteSession session, IReadOnlyList<FinishedRun> runs, GroupedNumbers? segment)
    {
        var group = session.NewGroup();
        Add(group, runs, segment);
        await group.SendAsync();
    }

    /// <summary>Stores finished runs in a segment.</summary>
    public void Add(StatementGroup group, IReadOnlyList<FinishedRun> runs, GroupedNumbers? segment)
    {
        List<object?[]> rows = [.. runs.Select(RowOf)];
        group.Insert(new BulkInsert(segment is null ? "runs" : SegmentTable((int)segment.Values[0]), RunColumns, rows));
        meter?.Add(rows.Sum(row => RowBytes + (((byte[]?)row[7])?.Length ?? 0)));
    }

    /// <summary>The segment that finished runs go into; null where there is none. To be asked for in a group before they do.</summary>
    /// <remarks>The lock lasts until the commit and keeps the segment from being sealed or dropped meanwhile; writers do not hinder each other.</remarks>
    public GroupedNumbers? OpenSegment(StatementGroup group) => group.Dialect.Engine == EngineKind.Postgres
        ? group.Query("SELECT number::bigint FROM run_segments ORDER BY number DESC LIMIT 1 FOR KEY SHARE")
        : null;

    /// <summary>One finished run, or null.</summary>
    public async Task<FinishedRun?> FindAsync(ReadSession session, long id)
    {
        if (session.Dialect.Engine == EngineKind.Sqlite)
        {
            return await session.FirstOrDefaultAsync<FinishedRun>($"SELECT {Columns} FROM runs WHERE id = @id", new { id });
        }

        // To plan a query over all segments takes longer than to ask for the one or two that can have it.
        foreach (var number in await session.QueryAsync<int>(
            "SELECT number FROM run_segments WHERE first_id IS NULL OR @id BETWEEN first_id AND last_id ORDER BY number DESC", new { id }))
        {
            if (await FindInSegmentAsync(session, number, id) is { } run)
            {
                return run;
            }
        }

        return null;
    }

    /// <summary>Newest first, at most <paramref name="countMax"/> runs with ids from <paramref name="fromId"/> up to and without <paramref name="beforeId"/>.</summary>
    public Task<IReadOnlyList<FinishedRun>> ListAsync(ReadSession session, RunFilter filter, long fromId, long beforeId, int countMax) =>
        session.QueryAsync<FinishedRun>(
            $"SELECT {Columns} FROM runs {RunSelection.Where(filter)} ORDER BY id DESC LIMIT @countMax",
            RunSelection.Parameters(filter, fromId, beforeId, countMax));

    /// <summary>The ids of the same, without reading the runs.</summary>
    public Task<IReadOnlyList<long>> ListIdsAsync(ReadSession session, RunFilter filter, long fromId, long beforeId, int countMax) =>
        session.QueryAsync<long>(
            $"SELECT id FROM runs {RunSelection.Where(filter)} ORDER BY id DESC LIMIT @countMax",
            RunSelection.Parameters(filter, fromId, beforeId, countMax));

    /// <summary>How many runs of a job, or of all, are kept.</summary>
    public async Task<long> CountAsync(ReadSession session, long? jobId)
    {
        if (jobId is not null)
        {
            return await session.SingleAsync<long>("SELECT count(*) FROM runs WHERE job_id = @jobId", new { jobId });
        }

        if (session.Dialect.Engine == EngineKind.Sqlite)
        {
            return await session.SingleAsync<long>("SELECT count(*) FROM runs");
        }

        var count = await session.SingleAsync<long>("SELECT coalesce(sum(run_count), 0)::bigint FROM run_segments");
        foreach (var number in await session.QueryAsync<int>("SELECT number FROM run_segments WHERE run_count IS NULL"))
        {
            count += await session.SingleAsync<long>($"SELECT count(*) FROM {SegmentTable(number)}");
        }

        return count;
    }

    /// <summary>The smallest and the largest id that is kept; (0, 0) when there is none.</summary>
    public Task<(long First, long Last)> IdRangeAsync(ReadSession session) =>
        session.SingleAsync<(long, long)>(
        "SELECT coalesce((SELECT min(id) FROM runs), 0), coalesce((SELECT max(id) FROM runs), 0)");

    /// <summary>The first run with this id or a larger one: its id and when it was accepted; null when there is none.</summary>
    public async Task<(long Id, DateTimeOffset AcceptedAt)?> FirstFromAsync(ReadSession session, long fromId) =>
        await session.FirstOrDefaultAsync<FinishedRun>(
            "SELECT id, accepted_at FROM runs WHERE id >= @fromId ORDER BY id LIMIT 1", new { fromId }) is { } run
            ? (run.Id, run.AcceptedAt)
            : null;

    private static async Task<FinishedRun?> FindInSegmentAsync(ReadSession session, int number, long id)
    {
        try
        {
            return await session.FirstOrDefaultAsync<FinishedRun>($"SELECT {Columns} FROM {SegmentTable(number)} WHERE id = @id", new { id });
        }
        catch (DbException e) when (e.SqlState == NoSuchTable)
        {
            // Dropped between the two queries: the run is not kept any more.
            return null;
        }
    }

    private static object?[] RowOf(FinishedRun run) =>
    [
        run.Id, run.JobId, run.State.ToString(), run.TriggerKind, run.TriggerKey, run.AcceptedAt, run.FinishedAt, run.StoredRecord,
        (long)run.JobVersion, run.RetryOf,
    ];
}
