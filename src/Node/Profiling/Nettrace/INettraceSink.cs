namespace Node.Profiling.Nettrace;

/// <summary>Takes the events of a trace, in the order they are read.</summary>
internal interface INettraceSink
{
    /// <summary>Is called once, before the first event.</summary>
    /// <param name="ticksPerSecond">The rate of the trace's clock.</param>
    /// <param name="startedAt">When the trace began, in ticks of its clock.</param>
    void OnStart(long ticksPerSecond, long startedAt);

    /// <summary>Is called for each event.</summary>
    void OnEvent(in NettraceEvent item);
}
