namespace Node.Jobs.Runs;

/// <summary>Where a run is. The ends are kept in <c>runs</c>, the others in <c>runs_open</c>.</summary>
public enum RunStatus
{
    /// <summary>Its trigger is committed; it runs when its lane comes to it, or runs now.</summary>
    Accepted,

    /// <summary>It is being executed by this process; shown only, never stored.</summary>
    Running,

    /// <summary>It waits for something outside, such as a transaction's confirmations.</summary>
    Suspended,

    /// <summary>What it waited for has come; it goes on when its lane comes to it.</summary>
    Ready,

    /// <summary>Finished: every terminal task has a value.</summary>
    Completed,

    /// <summary>Finished: at least one terminal task failed.</summary>
    Errored,

    /// <summary>Finished without an answer: its job was deleted or an operator cancelled it.</summary>
    Cancelled,
}
