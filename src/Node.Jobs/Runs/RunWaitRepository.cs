using Node.Core.Storage;

namespace Node.Jobs.Runs;

/// <summary>The table <c>run_waits</c>.</summary>
internal sealed class RunWaitRepository
{
    /// <summary>Notes that a task waits; a second note changes nothing.</summary>
    public Task AddAsync(WriteSession session, long runId, string taskName, bool failOnRevert) => session.ExecuteAsync(
        """
        INSERT INTO run_waits (run_id, task_name, fail_on_revert) VALUES (@runId, @taskName, @failOnRevert)
        ON CONFLICT (run_id, task_name) DO NOTHING
        """,
        new { runId, taskName, failOnRevert });

    /// <summary>Notes that a task waits for an instant; a second note changes nothing.</summary>
    public Task AddAsync(WriteSession session, long runId, string taskName, DateTimeOffset wakesAt) => session.ExecuteAsync(
        """
        INSERT INTO run_waits (run_id, task_name, fail_on_revert, wakes_at) VALUES (@runId, @taskName, @failOnRevert, @wakesAt)
        ON CONFLICT (run_id, task_name) DO NOTHING
        """,
        new { runId, taskName, failOnRevert = false, wakesAt });

    /// <summary>At most <paramref name="countMax"/> waits for an instant that has come, the longest past first.</summary>
    public Task<IReadOnlyList<RunWait>> DueAsync(ReadSession session, DateTimeOffset now, int countMax) => session.QueryAsync<RunWait>(
        "SELECT run_id, task_name FROM run_waits WHERE wakes_at <= @now AND result IS NULL ORDER BY wakes_at LIMIT @countMax",
        new { now, countMax = (long)countMax });

    /// <summary>All waits of a run.</summary>
    public Task<IReadOnlyList<RunWait>> ListAsync(ReadSession session, long runId) => session.QueryAsync<RunWait>(
        "SELECT run_id, task_name, fail_on_revert, result FROM run_waits WHERE run_id = @runId ORDER BY task_name", new { runId });

    /// <summary>One wait, or null.</summary>
    public Task<RunWait?> FindAsync(ReadSession session, long runId, string taskName) => session.FirstOrDefaultAsync<RunWait>(
        "SELECT run_id, task_name, fail_on_revert, result FROM run_waits WHERE run_id = @runId AND task_name = @taskName",
        new { runId, taskName });

    /// <summary>Keeps what came of a wait, once.</summary>
    /// <returns>False when there is no such wait or it has its result.</returns>
    public async Task<bool> CompleteAsync(WriteSession session, long runId, string taskName, string result) =>
        await session.ExecuteAsync(
            "UPDATE run_waits SET result = @result WHERE run_id = @runId AND task_name = @taskName AND result IS NULL",
            new { runId, taskName, result }) == 1;

    /// <summary>Forgets a wait.</summary>
    public Task RemoveAsync(WriteSession session, long runId, string taskName) => session.ExecuteAsync(
        "DELETE FROM run_waits WHERE run_id = @runId AND task_name = @taskName", new { runId, taskName });

    /// <summary>Forgets the waits of finished runs.</summary>
    public Task RemoveAsync(WriteSession session, IReadOnlyList<long> runIds) => session.ExecuteAsync(
        $"DELETE FROM run_waits WHERE {session.Dialect.InNumbers("run_id", "@ids")}",
        new { ids = NumberList.ToJson(runIds) });
}
