namespace Node.Jobs.Runs;

/// <summary>One write that waits for the journal: a trigger to accept, or a run to finish.</summary>
internal sealed class JournalEntry
{
    private JournalEntry(OpenRun? accepted, FinishedRun? finished, bool hadWaits)
    {
        Accepted = accepted;
        Finished = finished;
        HadWaits = hadWaits;
    }

    /// <summary>The run to accept; gets its number when its batch is first tried.</summary>
    public OpenRun? Accepted { get; set; }

    /// <summary>The run to finish.</summary>
    public FinishedRun? Finished { get; set; }

    /// <summary>Whether the finished run had rows in <c>run_waits</c>.</summary>
    public bool HadWaits { get; }

    /// <summary>Completes when an acceptance is durable.</summary>
    public TaskCompletionSource<AcceptedRun> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static JournalEntry Accept(OpenRun run) => new(run, null, false);

    public static JournalEntry Finish(FinishedRun run, bool hadWaits) => new(null, run, hadWaits);
}
