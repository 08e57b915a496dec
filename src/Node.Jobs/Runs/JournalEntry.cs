namespace Node.Jobs.Runs;

/// <summary>One write that waits for the journal: a trigger to accept, or a run to finish.</summary>
internal sealed class JournalEntry
{
    private JournalEntry(OpenRun? accepted, EarlyRun? early, FinishedRun? finished, bool hadWaits, long? instanceId)
    {
        Accepted = accepted;
        Early = early;
        WasExpected = accepted is not null && early is null;
        Finished = finished;
        HadWaits = hadWaits;
        InstanceId = instanceId;
    }

    /// <summary>The run to accept.</summary>
    public OpenRun? Accepted { get; }

    /// <summary>What came of the run to accept, when it was executed before; null when it is executed after.</summary>
    public EarlyRun? Early { get; set; }

    /// <summary>Whether the runs executed early wait for this one.</summary>
    public bool WasExpected { get; }

    /// <summary>The run to finish.</summary>
    public FinishedRun? Finished { get; set; }

    /// <summary>Whether the finished run had rows in <c>run_waits</c>.</summary>
    public bool HadWaits { get; }

    /// <summary>The instance that executed the run and must still be the one to write its end; null when anybody may.</summary>
    public long? InstanceId { get; }

    /// <summary>The numbers under which the acceptance was tried; a commit of unknown outcome may have gone through with one of them.</summary>
    public List<long> TriedIds { get; } = [];

    /// <summary>When it was queued, for its trace; not set while nobody listens.</summary>
    public DateTimeOffset QueuedAt { get; set; }

    /// <summary>Completes when an acceptance is durable.</summary>
    public TaskCompletionSource<AcceptedRun> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static JournalEntry Accept(OpenRun run, EarlyRun? early = null) => new(run, early, null, false, null);

    public static JournalEntry Finish(FinishedRun run, bool hadWaits, long? instanceId) => new(null, null, run, hadWaits, instanceId);
}
