namespace Node.Jobs.Runs;

/// <summary>A row of <c>run_waits</c>: a task that waits for something outside.</summary>
public sealed class RunWait
{
    /// <summary>The run.</summary>
    public long RunId { get; init; }

    /// <summary>The task's name in the pipeline.</summary>
    public string TaskName { get; init; } = "";

    /// <summary>For a transaction: whether a revert makes the task fail.</summary>
    public bool FailOnRevert { get; init; }

    /// <summary>What came of it, as lossless JSON of a task result; null while it waits.</summary>
    public string? Result { get; init; }
}
