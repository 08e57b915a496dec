namespace Node.Profiling.Vitals;

/// <summary>Which vitals the nurse gathers, by the rates of its options.</summary>
internal static class WantedVitals
{
    /// <summary>All but those whose rate is zero.</summary>
    public static IReadOnlySet<Vital> Of(AutoPprofOptions options) => VitalNames.All.Where(vital => vital switch
    {
        Vital.Cpu => options.CPUProfileRate > 0,
        Vital.Allocs or Vital.Heap => options.MemProfileRate > 0,
        Vital.Block => options.BlockProfileRate > 0,
        Vital.Mutex => options.MutexProfileFraction > 0,
        _ => true,
    }).ToHashSet();
}
