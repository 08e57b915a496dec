namespace Node.Jobs.Bridges;

/// <summary>One request to a bridge.</summary>
public sealed record BridgeCall
{
    /// <summary>When it was sent.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>The HTTP status; null when there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>The size of the answer; null when there was none.</summary>
    public int? Bytes { get; init; }

    /// <summary>Why it failed: no answer, or a status from 400; null when it did not.</summary>
    public string? Error { get; init; }

    /// <summary>Whether it was given up because its time was over.</summary>
    public bool IsTimeout { get; init; }

    /// <summary>Whether the answer comes later.</summary>
    public bool IsPending { get; init; }

    /// <summary>The job; 0 when an operator sent it.</summary>
    public long JobId { get; init; }

    /// <summary>The run; 0 when an operator sent it.</summary>
    public long RunId { get; init; }

    /// <summary>The task; empty when an operator sent it.</summary>
    public string TaskName { get; init; } = "";
}
