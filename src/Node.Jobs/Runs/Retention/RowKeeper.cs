using Node.Core.Storage;

namespace Node.Jobs.Runs.Retention;

/// <summary>
/// Prunes the history row by row, in small pieces, where it is one table in the order of finishing: SQLite. The pages that become
/// free are used again by the runs that follow, so the file does not grow.
/// </summary>
internal sealed class RowKeeper(Database database, UnsettledRuns unsettled, TimeProvider time) : IHistoryKeeper
{
    private const int Samples = 32;
    private const int SampleRows = 32;

    // Head and fixed columns of a row beside its texts and its record.
    private const int RowHeadBytes = 36;

    /// <summary>Beyond this much of the limit, and growing, it is pruned without pauses.</summary>
    private const double UrgentAbove = 1.02;

    private readonly Pace _pace = new(time);
    private double _bytesBefore = double.MaxValue;

    /// <inheritdoc/>
    public async Task<HistoryStanding> KeepAsync(RetentionLimits limits, CancellationToken cancellationToken)
    {
        var (count, last, runBytes) = await database.ReadAsync(MeasureAsync, cancellationToken);
        var tooMany = RetentionRule.TooMany(count, runBytes, limits);

        // A limit that was lowered is no hurry, runs that come in faster than others go are.
        var bytes = count * runBytes;
        var isUrgent = bytes > limits.SizeMax * UrgentAbove && bytes > _bytesBefore;
        _bytesBefore = bytes > limits.SizeMax ? bytes : double.MaxValue;

        // Asked after the newest row is known: of what is older all effects are stored.
        var held = await unsettled.ListAsync(cancellationToken);
        long pruned = 0;
        long stayed = 0;
        for (long after = 0; ;)
        {
            var rows = await database.ReadAsync(session => OldestAsync(session, after, last, _pace.RowsOf(isUrgent)), cancellationToken);
            var gone = RetentionRule.CountToPrune([.. rows.Select(row => row.FinishedAt)], tooMany - pruned, limits, time.GetUtcNow());
            if (gone > 0)
            {
                var free = rows.Take(gone).Where(row => !held.Contains(row.Id)).Select(row => row.Seq).ToList();
                pruned += await _pace.RunAsync(begun => RemoveAsync(free, begun, cancellationToken), isUrgent, cancellationToken);
                stayed += gone - free.Count;
                after = rows[gone - 1].Seq;
            }

            if (gone == 0 || gone < rows.Count)
            {
                return new HistoryStanding((long)((count - pruned) * runBytes), pruned, stayed);
            }
        }
    }

    private Task<int> RemoveAsync(List<long> seqs, Action begun, CancellationToken cancellationToken) => seqs.Count == 0
        ? Task.FromResult(0)
        : database.WriteAsync(
            session =>
            {
                begun();
                session.Mark("prune");
                return session.ExecuteAsync(
                    $"DELETE FROM runs WHERE {session.Dialect.InNumbers("seq", "@seqs")}",
                    new { seqs = NumberList.ToJson(seqs) });
            },
            cancellationToken);

    private static Task<IReadOnlyList<HistoryRow>> OldestAsync(ReadSession session, long after, long last, int count) => session.QueryAsync<HistoryRow>(
        "SELECT seq, id, finished_at FROM runs WHERE seq > @after AND seq <= @last ORDER BY seq LIMIT @count",
        new { after, last, count = (long)count });

    private static async Task<(long Count, long Last, double RunBytes)> MeasureAsync(ReadSession session)
    {
        var first = await session.SingleAsync<long>("SELECT coalesce(min(seq), 0) FROM runs");
        var last = await session.SingleAsync<long>("SELECT coalesce(max(seq), 0) FROM runs");
        var count = await session.SingleAsync<long>("SELECT count(*) FROM runs");
        List<double> averages = [];
        for (var sample = 0; count > 0 && sample < Samples; sample++)
        {
            var sizes = await session.QueryAsync<long>(
                """
                SELECT @head + length(state) + length(trigger_kind) + length(trigger_key) + length(record) FROM runs
                WHERE seq >= @from ORDER BY seq LIMIT @count
                """,
                new { head = (long)RowHeadBytes, from = first + ((last - first) / Samples * sample), count = (long)SampleRows });
            averages.Add(SqlitePages.AverageBytes(sizes));
        }

        return (count, last, averages.Count == 0 ? 0 : averages.Average() + SqlitePages.IndexBytes);
    }
}
