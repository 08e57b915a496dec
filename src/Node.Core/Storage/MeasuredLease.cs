namespace Node.Core.Storage;

/// <summary>A connection that is on loan, counted until it is given back.</summary>
/// <param name="metrics">Who counts; null for nobody.</param>
/// <param name="isWrite">Whether it is for writing.</param>
internal readonly struct MeasuredLease(DatabaseMetrics? metrics, bool isWrite) : IDisposable
{
    /// <summary>Opens one; until it is there the work counts as waiting.</summary>
    public static async Task<(T Connection, MeasuredLease Lease)> OpenAsync<T>(DatabaseMetrics? metrics, bool isWrite, TimeProvider time, Func<Task<T>> open)
    {
        if (metrics is null)
        {
            return (await open(), default);
        }

        var startedAt = time.GetTimestamp();
        metrics.Wants(isWrite);
        try
        {
            var opened = await open();
            metrics.Gets(isWrite, time.GetElapsedTime(startedAt));
            return (opened, new MeasuredLease(metrics, isWrite));
        }
        catch
        {
            metrics.GivesUp(isWrite);
            throw;
        }
    }

    /// <summary>It was given back.</summary>
    public void Dispose() => metrics?.GivesBack(isWrite);
}
