using System.Globalization;
using Node.Core.Storage;

namespace Node.Jobs.Runs.Retention;

/// <summary>
/// The table <c>run_segments</c> and the segments themselves, on PostgreSQL. Whoever writes runs locks the row of the newest segment
/// for the time of the transaction (<see cref="RunHistoryRepository"/>); whoever seals or drops a segment waits for these.
/// </summary>
internal sealed class SegmentRepository
{
    // Whoever waits for a lock on the history makes all others wait behind it: rather give up and come again.
    private const string Impatient = "SET LOCAL lock_timeout = '50ms'";

    /// <summary>All segments, oldest first, with what they take.</summary>
    public async Task<IReadOnlyList<HistorySegment>> ListAsync(ReadSession session) =>
    [
        .. (await session.QueryAsync<SegmentRow>(
            """
            SELECT number, opened_at, closed_at, run_count IS NOT NULL AS is_sealed,
                coalesce(pg_total_relation_size(to_regclass('runs_' || number)), 0) AS bytes
            FROM run_segments ORDER BY number
            """)).Select(row => row.ToSegment()),
    ];

    /// <summary>Whether no run is in a segment.</summary>
    public async Task<bool> IsEmptyAsync(ReadSession session, int number) =>
        await session.FirstOrDefaultAsync<long?>($"SELECT id FROM {Table(number)} LIMIT 1") is null;

    /// <summary>Makes the segment that follows the newest one. Another process may do the same at the same time; one of both does it.</summary>
    public async Task FollowAsync(WriteSession session, int newest, DateTimeOffset now)
    {
        await session.ExecuteAsync(Impatient);
        var next = newest + 1;
        var isFirst = await session.ExecuteAsync(
            "INSERT INTO run_segments (number, opened_at) VALUES (@next, @now) ON CONFLICT (number) DO NOTHING", new { next, now }) == 1;
        if (!isFirst)
        {
            return;
        }

        // Made beside the table and then attached: that locks nobody out, unlike making it as a part of the table.
        await session.ExecuteAsync($"CREATE TABLE {Table(next)} (LIKE runs INCLUDING DEFAULTS)");
        await session.ExecuteAsync($"ALTER TABLE {Table(next)} ALTER COLUMN segment SET DEFAULT {Text(next)}");
        await session.ExecuteAsync($"ALTER TABLE runs ATTACH PARTITION {Table(next)} FOR VALUES IN ({Text(next)})");
        await session.ExecuteAsync("UPDATE run_segments SET closed_at = @now WHERE number = @newest", new { newest, now });
    }

    /// <summary>Waits for those who still write to a closed segment, and notes what is in it.</summary>
    public async Task SealAsync(WriteSession session, int number)
    {
        await session.ExecuteAsync(Impatient);
        await session.FirstOrDefaultAsync<int?>("SELECT number FROM run_segments WHERE number = @number FOR UPDATE", new { number });
        await session.ExecuteAsync(
            $"""
            UPDATE run_segments SET run_count = inside.run_count, first_id = inside.first_id, last_id = inside.last_id
            FROM (SELECT count(*) AS run_count, coalesce(min(id), 0) AS first_id, coalesce(max(id), 0) AS last_id FROM {Table(number)}) AS inside
            WHERE number = @number
            """,
            new { number });
    }

    /// <summary>Those of the runs that are in a segment.</summary>
    public async Task<IReadOnlyList<long>> AmongAsync(ReadSession session, int number, IReadOnlySet<long> runs) => runs.Count == 0
        ? []
        : await session.QueryAsync<long>(
            $"SELECT id FROM {Table(number)} WHERE {session.Dialect.InNumbers("id", "@ids")}", new { ids = NumberList.ToJson(runs) });

    /// <summary>Carries runs over to the newest segment and drops the rest with the segment.</summary>
    public async Task DropAsync(WriteSession session, int number, IReadOnlyList<long> carried)
    {
        await session.ExecuteAsync(Impatient);
        if (await session.ExecuteAsync("DELETE FROM run_segments WHERE number = @number", new { number }) == 0)
        {
            // Another process has dropped it.
            return;
        }

        if (carried.Count > 0)
        {
            const string Columns = "id, job_id, job_version, retry_of, state, trigger_kind, trigger_key, accepted_at, finished_at, record";
            var newest = await session.SingleAsync<int>("SELECT number FROM run_segments ORDER BY number DESC LIMIT 1 FOR KEY SHARE");
            await session.ExecuteAsync(
                $"""
                INSERT INTO {Table(newest)} ({Columns})
                SELECT {Columns} FROM {Table(number)} WHERE {session.Dialect.InNumbers("id", "@ids")} ORDER BY id
                """,
                new { ids = NumberList.ToJson(carried) });
        }

        await session.ExecuteAsync($"DROP TABLE {Table(number)}");
    }

    private static string Table(int number) => RunHistoryRepository.SegmentTable(number);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
