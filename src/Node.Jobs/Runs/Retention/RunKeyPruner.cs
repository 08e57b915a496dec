using Node.Core.Storage;

namespace Node.Jobs.Runs.Retention;

/// <summary>
/// Forgets trigger keys that are too old, except those of open runs. Goes through all keys in their order, in small pieces: an index
/// over their age would cost more than these rare rounds.
/// </summary>
internal sealed class RunKeyPruner(Database database, TimeProvider time)
{
    private readonly Pace _pace = new(time, database.Dialect.Engine == EngineKind.Postgres ? Pace.ServerRowsMin : Pace.RowsMin);

    /// <summary>Goes through all keys once.</summary>
    /// <returns>How many were forgotten.</returns>
    public async Task<long> PruneAsync(DateTimeOffset acceptedBefore, CancellationToken cancellationToken)
    {
        long pruned = 0;
        for (RunKey? from = RunKey.First; from is not null;)
        {
            var (begin, rows) = (from, _pace.Rows);
            var (end, count) = await _pace.RunAsync(begun => PruneAsync(begin, rows, acceptedBefore, begun, cancellationToken), isUrgent: false, cancellationToken);
            pruned += count;
            from = end;
        }

        return pruned;
    }

    private async Task<(RunKey? End, int Count)> PruneAsync(RunKey begin, int rows, DateTimeOffset acceptedBefore, Action begun, CancellationToken cancellationToken)
    {
        var end = await database.ReadAsync(
            session => session.FirstOrDefaultAsync<RunKey>(
                """
                SELECT job_id, trigger_key FROM run_keys WHERE (job_id, trigger_key) > (@JobId, @TriggerKey)
                ORDER BY job_id, trigger_key LIMIT 1 OFFSET @rows
                """,
                new { begin.JobId, begin.TriggerKey, rows = (long)rows }),
            cancellationToken);
        var any = await database.ReadAsync(
            session => session.FirstOrDefaultAsync<long?>($"SELECT run_id FROM run_keys {Expired(end)} LIMIT 1", Arguments(begin, end, acceptedBefore)),
            cancellationToken);
        var count = any is null ? 0 : await database.WriteAsync(
            session =>
            {
                begun();
                session.Mark("prune-keys");
                return session.ExecuteAsync($"DELETE FROM run_keys {Expired(end)}", Arguments(begin, end, acceptedBefore));
            },
            cancellationToken);
        return (end, count);
    }

    private static string Expired(RunKey? end) =>
        $"""
        WHERE (job_id, trigger_key) > (@JobId, @TriggerKey) {(end is null ? "" : "AND (job_id, trigger_key) <= (@endJobId, @endKey)")}
            AND accepted_at < @acceptedBefore AND NOT EXISTS (SELECT 1 FROM runs_open WHERE runs_open.id = run_keys.run_id)
        """;

    private static object Arguments(RunKey begin, RunKey? end, DateTimeOffset acceptedBefore) =>
        new { begin.JobId, begin.TriggerKey, endJobId = end?.JobId ?? 0, endKey = end?.TriggerKey ?? "", acceptedBefore };
}
