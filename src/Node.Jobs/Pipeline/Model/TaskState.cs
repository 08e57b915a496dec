namespace Node.Jobs.Pipeline.Model;

/// <summary>How far a task is.</summary>
public enum TaskState
{
    /// <summary>It has no result yet.</summary>
    Unfinished,

    /// <summary>It has a value.</summary>
    Ok,

    /// <summary>It has an error.</summary>
    Errored,

    /// <summary>It waits for something that outlives this execution of the run.</summary>
    Pending,
}
