namespace Node.Profiling.Vitals;

/// <summary>What samples said of one thread.</summary>
internal sealed class ThreadFigures
{
    /// <summary>How often it was sampled.</summary>
    public long Samples { get; set; }

    /// <summary>Where it was the last time.</summary>
    public int LastStack { get; set; }
}
