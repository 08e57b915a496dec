namespace Node.Commands.Recordings;

/// <summary>A question to a bridge and what came of it. Where the bridge is, is not kept: a replay needs no place.</summary>
internal sealed record BridgeExchange
{
    /// <summary>The bridge.</summary>
    public required string Bridge { get; init; }

    /// <summary>SHA-256 of name, headers and body, as hex.</summary>
    public required string Digest { get; init; }

    /// <summary>The status of the answer; null when there was none.</summary>
    public int? Status { get; init; }

    /// <summary>The body of the answer.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Whether the answer was marked to come later.</summary>
    public bool? IsPending { get; init; }

    /// <summary>Why there was no answer; null when there was one, or when the task was ended first.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether another attempt could have had one.</summary>
    public bool? IsTransient { get; init; }
}
