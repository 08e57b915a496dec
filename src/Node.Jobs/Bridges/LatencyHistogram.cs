namespace Node.Jobs.Bridges;

/// <summary>
/// How long answers took, in buckets that each reach a tenth further than the one before, from 0.1 ms to 15 minutes: quantiles are
/// right within five percent, and the size does not grow. Not for several threads at once.
/// </summary>
internal sealed class LatencyHistogram
{
    private const double FirstMs = 0.1;
    private const double Growth = 1.1;
    private const int BucketsMax = 168;

    private readonly long[] _buckets = new long[BucketsMax];
    private TimeSpan _longest;

    /// <summary>How many were counted.</summary>
    public long Count { get; private set; }

    /// <summary>Counts one.</summary>
    public void Add(TimeSpan took)
    {
        var ms = took.TotalMilliseconds;
        var bucket = ms <= FirstMs ? 0 : (int)Math.Ceiling(Math.Log(ms / FirstMs, Growth));
        _buckets[Math.Min(bucket, BucketsMax - 1)]++;
        _longest = took > _longest ? took : _longest;
        Count++;
    }

    /// <summary>The time within which this share of answers came; null when nothing was counted.</summary>
    /// <param name="share">From 0 to 1, e.g. 0.99.</param>
    public TimeSpan? Quantile(double share)
    {
        if (Count == 0)
        {
            return null;
        }

        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        var seen = 0L;
        var bucket = 0;
        while ((seen += _buckets[bucket]) < rank)
        {
            bucket++;
        }

        // The middle of the bucket, in the measure in which buckets are equal.
        var time = TimeSpan.FromMilliseconds(FirstMs * Math.Pow(Growth, bucket - 0.5));
        return time < _longest ? time : _longest;
    }

    /// <summary>How many came within a time, by upper ends of 1, 2, 5, 10, … ms.</summary>
    public IReadOnlyList<(TimeSpan Within, long Count)> Cumulative()
    {
        var steps = new List<(TimeSpan, long)>();
        for (var ms = 1.0; ms <= 600_000; ms *= 10)
        {
            foreach (var end in (ReadOnlySpan<double>)[ms, 2 * ms, 5 * ms])
            {
                var within = _buckets.Take((int)Math.Floor(Math.Log(end / FirstMs, Growth)) + 1).Sum();
                steps.Add((TimeSpan.FromMilliseconds(end), within));
                if (within == Count)
                {
                    return steps;
                }
            }
        }

        return steps;
    }
}
