using System.Globalization;

namespace Node.Profiling.Checks;

/// <summary>Trips when there are too many threads and queued work items.</summary>
/// <param name="countMax">From how many of both together on; 0 for never.</param>
internal sealed class ThreadsCheck(int countMax)
{
    public const string Reason = "threads and queued work items";

    private const string StatusFile = "/proc/self/status";
    private const string Line = "Threads:";

    public IReadOnlyDictionary<string, string>? Look()
    {
        if (countMax == 0)
        {
            return null;
        }

        var threads = Count();
        var queued = ThreadPool.PendingWorkItemCount;
        return threads + queued < countMax
            ? null
            : Measured.Of(
                ("threads", threads), ("queued", queued), ("pool_threads", ThreadPool.ThreadCount), ("threshold", countMax),
                ("timers", Timer.ActiveCount), ("completed_work_items", ThreadPool.CompletedWorkItemCount));
    }

    // Where the kernel does not tell, the pool does: other threads are few.
    private static int Count()
    {
        if (!File.Exists(StatusFile))
        {
            return ThreadPool.ThreadCount;
        }

        var line = File.ReadLines(StatusFile).First(line => line.StartsWith(Line, StringComparison.Ordinal));
        return int.Parse(line[Line.Length..], CultureInfo.InvariantCulture);
    }
}
