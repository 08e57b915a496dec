namespace Node.Jobs.Runs;

/// <summary>A row of <c>run_callbacks</c>: where an answer that comes later may be sent, once.</summary>
internal sealed class RunCallback
{
    /// <summary>What the address names it by; no secret.</summary>
    public string Id { get; init; } = "";

    /// <summary>The run.</summary>
    public long RunId { get; init; }

    /// <summary>The task that waits.</summary>
    public string TaskName { get; init; } = "";

    /// <summary>The bridge that was asked.</summary>
    public string BridgeName { get; init; } = "";

    /// <summary>SHA-256 of the token.</summary>
    public byte[] TokenHash { get; init; } = [];

    /// <summary>From when on an answer is too late.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Why no answer is taken any more; null while one is.</summary>
    public string? ClosedBy { get; init; }
}
