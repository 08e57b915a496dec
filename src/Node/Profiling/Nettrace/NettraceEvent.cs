namespace Node.Profiling.Nettrace;

/// <summary>One event of a trace; valid during the call that hands it out.</summary>
internal readonly ref struct NettraceEvent
{
    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>The number of the event at its provider.</summary>
    public required int Id { get; init; }

    /// <summary>The thread that wrote it; for a sample, the thread that was sampled.</summary>
    public required long ThreadId { get; init; }

    /// <summary>When, in ticks of the trace's clock.</summary>
    public required long Timestamp { get; init; }

    /// <summary>The stack, as a number of the trace's <see cref="StackTable"/>.</summary>
    public required int Stack { get; init; }

    /// <summary>What the event says.</summary>
    public required ReadOnlySpan<byte> Payload { get; init; }
}
