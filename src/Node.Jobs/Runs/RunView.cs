using Node.Jobs.Pipeline.Execution;

namespace Node.Jobs.Runs;

/// <summary>A run as it is shown: open or finished.</summary>
public sealed record RunView
{
    /// <summary>The run's number.</summary>
    public required long Id { get; init; }

    /// <summary>Its job.</summary>
    public required long JobId { get; init; }

    /// <summary>The version of its job that it runs.</summary>
    public int JobVersion { get; init; } = 1;

    /// <summary>The finished run that it tries again; null when it is a first try.</summary>
    public long? RetryOf { get; init; }

    /// <summary>Where it is.</summary>
    public required RunStatus State { get; init; }

    /// <summary>What fired.</summary>
    public required string TriggerKind { get; init; }

    /// <summary>The trigger's key.</summary>
    public required string TriggerKey { get; init; }

    /// <summary>When its trigger was committed.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>When it ended; null while it is open.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The run record of a finished run, JSON; null while it is open, and when <see cref="Execution"/> says the same.</summary>
    public string? Record { get; init; }

    /// <summary>The execution that the record was written from, when this process has just ended the run; null when the run was read.</summary>
    public PipelineRun? Execution { get; init; }

    /// <summary>The first variables of an open run, lossless JSON; null when it is finished: then the record has them.</summary>
    public string? Vars { get; init; }

    /// <summary>The tasks done so far of an open run, lossless JSON; null when there are none or it is finished.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>The id of its trace, 32 hex digits; null when there are no traces.</summary>
    public string? TraceId { get; init; }

    internal static RunView Of(OpenRun run) => Row(run) with { Vars = run.Vars, Checkpoint = run.Checkpoint };

    internal static RunView Of(FinishedRun run) => Row(run) with
    {
        FinishedAt = run.FinishedAt,
        Record = run.Execution is null ? run.Record : null,
        Execution = run.Execution,
    };

    private static RunView Row(IRunRow row) => new()
    {
        Id = row.Id,
        JobId = row.JobId,
        JobVersion = row.JobVersion,
        RetryOf = row.RetryOf,
        State = row.State,
        TriggerKind = row.TriggerKind,
        TriggerKey = row.TriggerKey,
        AcceptedAt = row.AcceptedAt,
    };
}
