namespace Node.Jobs.Runs;

/// <summary>Which runs are meant; what is null does not matter.</summary>
public sealed record RunFilter
{
    /// <summary>All runs.</summary>
    public static RunFilter All { get; } = new();

    /// <summary>Of this job.</summary>
    public long? JobId { get; init; }

    /// <summary>In this state.</summary>
    public RunStatus? State { get; init; }

    /// <summary>Fired by this, one of <see cref="Runs.TriggerKind"/>.</summary>
    public string? TriggerKind { get; init; }

    /// <summary>With this trigger key.</summary>
    public string? TriggerKey { get; init; }

    /// <summary>Accepted at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Accepted before this time.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Whether runs that are open can match.</summary>
    internal bool TakesOpen => State is null or RunStatus.Accepted or RunStatus.Suspended or RunStatus.Ready;

    /// <summary>Whether runs that are finished can match.</summary>
    internal bool TakesFinished => State is null or RunStatus.Completed or RunStatus.Errored or RunStatus.Cancelled;

    /// <summary>Whether runs have to be looked at one by one, since no index leads to those that match.</summary>
    internal bool NeedsScan => TriggerKind is not null || TriggerKey is not null || State == RunStatus.Completed;

    /// <summary>Whether anything but the job is asked for.</summary>
    public bool IsNarrowed => this with { JobId = null } != All;
}
