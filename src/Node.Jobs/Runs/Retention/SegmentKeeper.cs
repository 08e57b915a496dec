using Microsoft.Extensions.Logging;
using Node.Core.Storage;

namespace Node.Jobs.Runs.Retention;

/// <summary>Opens, closes and drops the segments of the history where it has such: PostgreSQL.</summary>
internal sealed class SegmentKeeper(Database database, SegmentRepository segments, UnsettledRuns unsettled, TimeProvider time, ILogger<SegmentKeeper> logger)
    : IHistoryKeeper
{
    /// <summary>A segment with more runs that must stay is not dropped; of one with fewer these are carried over to the newest.</summary>
    public const int CarriedMax = 1000;

    private static readonly TimeSpan PauseBetweenDrops = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc/>
    public async Task<HistoryStanding> KeepAsync(RetentionLimits limits, CancellationToken cancellationToken)
    {
        await FollowAsync(limits, cancellationToken);
        foreach (var number in (await ListAsync(cancellationToken)).Where(segment => segment is { ClosedAt: not null, IsSealed: false }).Select(segment => segment.Number))
        {
            await database.WriteAsync(session => segments.SealAsync(session.Mark("seal"), number), cancellationToken);
        }

        var all = await ListAsync(cancellationToken);

        // Asked after all that may be dropped is sealed: of every run in there all effects are stored.
        var heldRuns = await unsettled.ListAsync(cancellationToken);
        HashSet<int> heldSegments = [];
        long pruned = 0;
        long stayed = 0;
        while (RetentionRule.ToDrop(all, heldSegments, limits, time.GetUtcNow()) is [var oldest, ..])
        {
            var carried = await DropAsync(oldest.Number, heldRuns, cancellationToken);
            if (carried is null)
            {
                heldSegments.Add(oldest.Number);
                continue;
            }

            RetentionLog.SegmentDropped(logger, oldest.Number, oldest.Bytes, carried.Value);
            stayed += carried.Value;
            pruned++;
            all = await ListAsync(cancellationToken);
            await Task.Delay(PauseBetweenDrops, time, cancellationToken);
        }

        return new HistoryStanding(all.Sum(segment => segment.Bytes), pruned, stayed);
    }

    private Task<IReadOnlyList<HistorySegment>> ListAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(segments.ListAsync, cancellationToken);

    private async Task FollowAsync(RetentionLimits limits, CancellationToken cancellationToken)
    {
        var newest = (await ListAsync(cancellationToken))[^1];
        var isEmpty = await database.ReadAsync(session => segments.IsEmptyAsync(session, newest.Number), cancellationToken);
        if (RetentionRule.IsFull(newest, isEmpty, limits, time.GetUtcNow()))
        {
            await database.WriteAsync(session => segments.FollowAsync(session.Mark("segment"), newest.Number, UtcMicros.Truncate(time.GetUtcNow())), cancellationToken);
        }
    }

    // Null: too many of its runs must stay.
    private async Task<int?> DropAsync(int number, IReadOnlySet<long> heldRuns, CancellationToken cancellationToken)
    {
        var carried = await database.ReadAsync(session => segments.AmongAsync(session, number, heldRuns), cancellationToken);
        if (carried.Count > CarriedMax)
        {
            return null;
        }

        await database.WriteAsync(
            session =>
            {
                session.Mark("prune");
                return segments.DropAsync(session, number, carried);
            },
            cancellationToken);
        return carried.Count;
    }
}
