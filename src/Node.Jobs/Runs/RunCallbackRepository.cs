using Node.Core.Storage;

namespace Node.Jobs.Runs;

/// <summary>The table <c>run_callbacks</c>.</summary>
internal sealed class RunCallbackRepository
{
    private const string Columns = "id, run_id, task_name, bridge_name, token_hash, expires_at, closed_by";

    /// <summary>Opens one; several of one task may be open, since it may be asked again after a crash.</summary>
    public Task AddAsync(WriteSession session, RunCallback callback) => session.ExecuteAsync(
        """
        INSERT INTO run_callbacks (id, run_id, task_name, bridge_name, token_hash, expires_at)
        VALUES (@Id, @RunId, @TaskName, @BridgeName, @TokenHash, @ExpiresAt)
        ON CONFLICT (id) DO NOTHING
        """,
        callback);

    /// <summary>One, or null.</summary>
    public Task<RunCallback?> FindAsync(ReadSession session, string id) =>
        session.FirstOrDefaultAsync<RunCallback>($"SELECT {Columns} FROM run_callbacks WHERE id = @id", new { id });

    /// <summary>One, or null; on PostgreSQL its row stays locked until the session ends.</summary>
    public Task<RunCallback?> FindForUpdateAsync(WriteSession session, string id) => session.FirstOrDefaultAsync<RunCallback>(
        $"SELECT {Columns} FROM run_callbacks WHERE id = @id {session.Dialect.ForUpdate}", new { id });

    /// <summary>Closes all that are open of a task.</summary>
    public Task CloseAsync(WriteSession session, long runId, string taskName, CallbackEnd end, DateTimeOffset at) => session.ExecuteAsync(
        """
        UPDATE run_callbacks SET closed_at = @at, closed_by = @closedBy
        WHERE run_id = @runId AND task_name = @taskName AND closed_by IS NULL
        """,
        new { runId, taskName, closedBy = end.ToString(), at });

    /// <summary>Closes one that is open.</summary>
    public Task CloseAsync(WriteSession session, string id, CallbackEnd end, DateTimeOffset at) => session.ExecuteAsync(
        "UPDATE run_callbacks SET closed_at = @at, closed_by = @closedBy WHERE id = @id AND closed_by IS NULL", new { id, closedBy = end.ToString(), at });

    /// <summary>At most <paramref name="countMax"/> that are open and too late, oldest first.</summary>
    public Task<IReadOnlyList<RunCallback>> ExpiredAsync(ReadSession session, DateTimeOffset now, int countMax) => session.QueryAsync<RunCallback>(
        $"SELECT {Columns} FROM run_callbacks WHERE expires_at <= @now AND closed_by IS NULL ORDER BY expires_at LIMIT @countMax",
        new { now, countMax = (long)countMax });

    /// <summary>Whether one of the task is open and not too late.</summary>
    public async Task<bool> IsOpenAsync(ReadSession session, long runId, string taskName, DateTimeOffset now) =>
        await session.FirstOrDefaultAsync<long?>(
            "SELECT run_id FROM run_callbacks WHERE run_id = @runId AND task_name = @taskName AND closed_by IS NULL AND expires_at > @now LIMIT 1",
            new { runId, taskName, now }) is not null;

    /// <summary>Forgets those that are closed and expired before a time.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> RemoveAsync(WriteSession session, DateTimeOffset expiredBefore) => session.ExecuteAsync(
        "DELETE FROM run_callbacks WHERE expires_at < @expiredBefore AND closed_by IS NOT NULL", new { expiredBefore });
}
