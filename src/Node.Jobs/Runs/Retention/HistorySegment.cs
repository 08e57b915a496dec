namespace Node.Jobs.Runs.Retention;

/// <summary>A segment of the history.</summary>
internal sealed record HistorySegment
{
    /// <summary>Its number; newer ones have larger numbers.</summary>
    public required int Number { get; init; }

    /// <summary>The bytes that it takes, with its indexes.</summary>
    public required long Bytes { get; init; }

    /// <summary>When it became the newest.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it ceased to be the newest; null while it is.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Whether nothing can come in any more; only then may it be dropped.</summary>
    public bool IsSealed { get; init; }
}
