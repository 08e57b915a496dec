namespace Node.Jobs.Runs;

/// <summary>How long to wait before a write is tried again while the database is away.</summary>
internal static class StoreRetry
{
    private const double FirstMilliseconds = 100;
    private static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(1);

    /// <summary>The pause after the given attempt, counted from 1; doubles up to a second.</summary>
    public static TimeSpan DelayAfter(int attempt)
    {
        var delay = TimeSpan.FromMilliseconds(FirstMilliseconds * Math.Pow(2, Math.Min(attempt - 1, 10)));
        return delay < DelayMax ? delay : DelayMax;
    }
}
