namespace Node.Profiling.Checks;

/// <summary>Trips when there are too many threads and queued work items.</summary>
/// <param name="countMax">From how many of both together on; 0 for never.</param>
internal sealed class ThreadsCheck(int countMax)
{
    public const string Reason = "threads and queued work items";

    public IReadOnlyDictionary<string, string>? Look()
    {
        if (countMax == 0)
        {
            return null;
        }

        var threads = OsThreads.Count();
        var queued = ThreadPool.PendingWorkItemCount;
        return threads + queued < countMax
            ? null
            : Measured.Of(
                ("threads", threads), ("queued", queued), ("pool_threads", ThreadPool.ThreadCount), ("threshold", countMax),
                ("timers", Timer.ActiveCount), ("completed_work_items", ThreadPool.CompletedWorkItemCount));
    }
}
