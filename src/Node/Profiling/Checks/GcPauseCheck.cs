namespace Node.Profiling.Checks;

/// <summary>Trips when the garbage collector stopped the process for too much of the time since the last look.</summary>
/// <param name="percentMax">How much, in percent; 0 for never.</param>
/// <param name="time">The clock.</param>
/// <param name="pauses">How long the process was stopped in all.</param>
internal sealed class GcPauseCheck(int percentMax, TimeProvider time, Func<TimeSpan> pauses)
{
    public const string Reason = "garbage collection stops the node";

    private TimeSpan _lastPauses = pauses();
    private long _lastLook = time.GetTimestamp();

    public IReadOnlyDictionary<string, string>? Look()
    {
        var (now, all) = (time.GetTimestamp(), pauses());
        var (elapsed, paused) = (time.GetElapsedTime(_lastLook, now), all - _lastPauses);
        (_lastLook, _lastPauses) = (now, all);
        if (percentMax == 0 || elapsed <= TimeSpan.Zero || paused * 100 <= elapsed * percentMax)
        {
            return null;
        }

        return Measured.Of(
            ("paused_ms", (long)paused.TotalMilliseconds), ("of_ms", (long)elapsed.TotalMilliseconds), ("percent_max", percentMax),
            ("collections_0", GC.CollectionCount(0)), ("collections_1", GC.CollectionCount(1)), ("collections_2", GC.CollectionCount(2)),
            ("allocated_in_all", GC.GetTotalAllocatedBytes()));
    }

    /// <summary>Measures from now on.</summary>
    public void Rebase() => (_lastLook, _lastPauses) = (time.GetTimestamp(), pauses());
}
