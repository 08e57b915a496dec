namespace Node.Profiling.Vitals;

/// <summary>What to gather.</summary>
internal sealed record VitalsRequest
{
    /// <summary>Which vitals.</summary>
    public required IReadOnlySet<Vital> Vitals { get; init; }

    /// <summary>How long threads are watched.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How long the runtime's own trace is taken.</summary>
    public required TimeSpan TraceDuration { get; init; }

    /// <summary>How much is kept.</summary>
    public GatherRates Rates { get; init; } = new();

    /// <summary>The largest heap whose objects are listed, in bytes.</summary>
    public long HeapBytesMax { get; init; } = long.MaxValue;

    /// <summary>Opens the place of a raw trace by the end of its name; null when it is not wanted.</summary>
    public required Func<string, Stream?> OpenRaw { get; init; }
}
