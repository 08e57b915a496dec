namespace Node.Jobs.Runs;

/// <summary>How many open runs are in a state.</summary>
internal sealed record OpenRunCount
{
    /// <summary>The state.</summary>
    public RunStatus State { get; init; }

    /// <summary>How many there are, at least one.</summary>
    public long Runs { get; init; }

    /// <summary>When the oldest of them was accepted.</summary>
    public DateTimeOffset OldestAcceptedAt { get; init; }
}
