namespace Node.Jobs.Runs.Retention;

/// <summary>Decides what leaves the history. Pure.</summary>
internal static class RetentionRule
{
    /// <summary>The segments to drop, oldest first: those whose runs are all too old, then as many as are needed to be within the size.</summary>
    /// <param name="segments">All segments, oldest first; the last is written to.</param>
    /// <param name="held">Numbers of segments that must stay for now.</param>
    /// <param name="limits">What may be kept.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<HistorySegment> ToDrop(
        IReadOnlyList<HistorySegment> segments, IReadOnlySet<int> held, RetentionLimits limits, DateTimeOffset now)
    {
        List<HistorySegment> dropped = [];
        var bytes = segments.Sum(segment => segment.Bytes);
        foreach (var segment in segments.Where(segment => segment.IsSealed && !held.Contains(segment.Number)))
        {
            var isTooOld = segment.ClosedAt is { } closedAt && now - closedAt >= limits.AgeMax;
            if (!isTooOld && bytes <= limits.SizeMax)
            {
                break;
            }

            dropped.Add(segment);
            bytes -= segment.Bytes;
        }

        return dropped;
    }

    /// <summary>Whether the newest segment is to be followed by another.</summary>
    /// <param name="newest">The newest segment.</param>
    /// <param name="isEmpty">Whether it has no runs: then it may grow as old as it likes.</param>
    /// <param name="limits">How large and how old a segment becomes.</param>
    /// <param name="now">The time.</param>
    public static bool IsFull(HistorySegment newest, bool isEmpty, RetentionLimits limits, DateTimeOffset now) =>
        !isEmpty && (newest.Bytes >= limits.SegmentBytes || now - newest.OpenedAt >= limits.SegmentAge);

    /// <summary>Runs that go one by one make some room more than they must, so that those which come in meanwhile fit too.</summary>
    public const double PrunedTo = 0.97;

    /// <summary>How many of the oldest runs have to go; none while all are within the size.</summary>
    /// <param name="count">How many runs there are.</param>
    /// <param name="runBytes">What a run takes on average.</param>
    /// <param name="limits">What may be kept.</param>
    public static long TooMany(long count, double runBytes, RetentionLimits limits) =>
        count * runBytes <= limits.SizeMax ? 0 : count - (long)(limits.SizeMax * PrunedTo / runBytes);

    /// <summary>How many of these runs go, from the first on: the oldest of them are first.</summary>
    /// <param name="finishedAt">When they finished, in the order of the history.</param>
    /// <param name="tooMany">How many have to go for the size.</param>
    /// <param name="limits">What may be kept.</param>
    /// <param name="now">The time.</param>
    public static int CountToPrune(IReadOnlyList<DateTimeOffset> finishedAt, long tooMany, RetentionLimits limits, DateTimeOffset now)
    {
        var count = 0;
        while (count < finishedAt.Count && (count < tooMany || now - finishedAt[count] >= limits.AgeMax))
        {
            count++;
        }

        return count;
    }
}
