namespace Node.Jobs.Runs;

/// <summary>A row of <c>runs_open</c>.</summary>
public sealed class OpenRun : IRunRow
{
    /// <summary>The run's number; rises in order of acceptance.</summary>
    public long Id { get; init; }

    /// <summary>Its job.</summary>
    public long JobId { get; init; }

    /// <summary>The version of its job that it runs.</summary>
    public int JobVersion { get; init; } = 1;

    /// <summary>The finished run that it tries again; null when it is a first try.</summary>
    public long? RetryOf { get; init; }

    /// <summary>Where it is: accepted, suspended or ready.</summary>
    public RunStatus State { get; init; }

    /// <summary>What fired.</summary>
    public string TriggerKind { get; init; } = "";

    /// <summary>The trigger's key.</summary>
    public string TriggerKey { get; init; } = "";

    /// <summary>The first variables, as lossless JSON.</summary>
    public string Vars { get; init; } = "{}";

    /// <summary>The results of tasks that must not run again, as lossless JSON; null when there are none.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>When its trigger was committed.</summary>
    public DateTimeOffset AcceptedAt { get; init; }

    /// <summary>Whether it comes straight from its acceptance here, and not from what was read some time ago.</summary>
    internal bool IsFresh { get; init; }

    /// <summary>This run with its number and the time of its acceptance.</summary>
    internal OpenRun WithId(long id, DateTimeOffset acceptedAt) => With(id, State, acceptedAt);

    /// <summary>This run, to go on from its stored checkpoint.</summary>
    internal OpenRun AsReady() => With(Id, RunStatus.Ready, AcceptedAt);

    private OpenRun With(long id, RunStatus state, DateTimeOffset acceptedAt) => new()
    {
        Id = id,
        JobId = JobId,
        JobVersion = JobVersion,
        RetryOf = RetryOf,
        State = state,
        TriggerKind = TriggerKind,
        TriggerKey = TriggerKey,
        Vars = Vars,
        Checkpoint = Checkpoint,
        AcceptedAt = acceptedAt,
        IsFresh = IsFresh,
    };
}
