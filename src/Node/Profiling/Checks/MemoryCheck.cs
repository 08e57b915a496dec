namespace Node.Profiling.Checks;

/// <summary>Trips when the process has too much memory.</summary>
/// <param name="bytesMax">From how many bytes on; 0 for never.</param>
internal sealed class MemoryCheck(long bytesMax)
{
    public const string Reason = "memory";

    public IReadOnlyDictionary<string, string>? Look()
    {
        var workingSet = Environment.WorkingSet;
        if (bytesMax == 0 || workingSet < bytesMax)
        {
            return null;
        }

        var heap = GC.GetGCMemoryInfo(GCKind.Any);
        return Measured.Of(
            ("working_set", workingSet),
            ("threshold", bytesMax),
            ("heap", GC.GetTotalMemory(forceFullCollection: false)),
            ("heap_committed", heap.TotalCommittedBytes),
            ("heap_fragmented", heap.FragmentedBytes),
            ("pinned_objects", heap.PinnedObjectsCount),
            ("allocated_in_all", GC.GetTotalAllocatedBytes()),
            ("collections_of_all", GC.CollectionCount(GC.MaxGeneration)));
    }
}
