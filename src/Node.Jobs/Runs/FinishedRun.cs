using Node.Jobs.Pipeline.Execution;

namespace Node.Jobs.Runs;

/// <summary>A row of <c>runs</c>.</summary>
public sealed class FinishedRun : IRunRow
{
    /// <summary>No record is longer, in bytes of UTF-8: what a run may hold in all its values is far less.</summary>
    public const int RecordBytesMax = 256 * 1024 * 1024;

    private readonly byte[]? _stored;
    private string? _record;

    /// <summary>The run's number.</summary>
    public long Id { get; init; }

    /// <summary>Its job.</summary>
    public long JobId { get; init; }

    /// <summary>The version of its job that it runs.</summary>
    public int JobVersion { get; init; } = 1;

    /// <summary>The finished run that it tries again; null when it is a first try.</summary>
    public long? RetryOf { get; init; }

    /// <summary>How it ended: completed, errored or cancelled.</summary>
    public RunStatus State { get; init; }

    /// <summary>What fired.</summary>
    public string TriggerKind { get; init; } = "";

    /// <summary>The trigger's key.</summary>
    public string TriggerKey { get; init; } = "";

    /// <summary>When its trigger was committed.</summary>
    public DateTimeOffset AcceptedAt { get; init; }

    /// <summary>When its last task ended.</summary>
    public DateTimeOffset FinishedAt { get; init; }

    /// <summary>The run record, JSON.</summary>
    public string Record
    {
        get => _record ??= _stored is null ? "" : RecordBytes.TextOf(_stored);
        init
        {
            _record = value;

            // Here and not when it is written: whoever ends a run has a thread of its own, the journal is one for all.
            _stored = RecordBytes.Of(value);
        }
    }

    /// <summary>The run record as UTF-8.</summary>
    internal byte[] RecordUtf8
    {
        init => _stored = RecordBytes.OfUtf8(value);
    }

    /// <summary>The execution that the record was written from, for whoever is told of the end; not stored, null when it was read or there was none.</summary>
    internal PipelineRun? Execution { get; init; }

    /// <summary>Why it failed, in one line, for the job's errors; not stored with the run. Null when it did not fail.</summary>
    internal string? Failure { get; init; }

    /// <summary>The record as it is stored; null when it was never set.</summary>
    internal byte[]? StoredRecord
    {
        get => _stored;
        init => _stored = value;
    }

    /// <summary>This run with its number.</summary>
    internal FinishedRun WithId(long id) => new()
    {
        Id = id,
        JobId = JobId,
        JobVersion = JobVersion,
        RetryOf = RetryOf,
        State = State,
        TriggerKind = TriggerKind,
        TriggerKey = TriggerKey,
        AcceptedAt = AcceptedAt,
        FinishedAt = FinishedAt,
        StoredRecord = _stored,
        _record = _record,
        Execution = Execution,
        Failure = Failure,
    };
}
