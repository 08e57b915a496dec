using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Bridges;

/// <summary>What is known of the requests to a bridge since this process started.</summary>
public sealed record BridgeStats
{
    /// <summary>How many there were.</summary>
    public long Requests { get; init; }

    /// <summary>How many of them failed.</summary>
    public long Errors { get; init; }

    /// <summary>How many of the failed were given up because their time was over.</summary>
    public long Timeouts { get; init; }

    /// <summary>How many were answered later, or were to be.</summary>
    public long Pending { get; init; }

    /// <summary>How often a kept answer stood in for a failed request.</summary>
    public long CacheHits { get; init; }

    /// <summary>The time within which half of the answers came; null while there are none.</summary>
    public TimeSpan? P50 { get; init; }

    /// <summary>The time within which 99 of 100 answers came; null while there are none.</summary>
    public TimeSpan? P99 { get; init; }

    /// <summary>Which timeout fits; null while too little is known.</summary>
    public TimeSpan? SuggestedTimeout { get; init; }

    /// <summary>How many answers came within a time, by rising times.</summary>
    public IReadOnlyList<(TimeSpan Within, long Count)> Latencies { get; init; } = [];

    /// <summary>The last requests, newest first.</summary>
    public IReadOnlyList<BridgeCall> Calls { get; init; } = [];

    /// <summary>What was last asked; null when nothing was.</summary>
    public MapValue? LastPayload { get; init; }
}
