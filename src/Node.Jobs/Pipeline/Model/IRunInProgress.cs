namespace Node.Jobs.Pipeline.Model;

/// <summary>What a task may ask of the execution that it is part of.</summary>
internal interface IRunInProgress
{
    /// <summary>What the run was given from outside.</summary>
    RunContext Context { get; }

    /// <summary>The result of a task; the default while it has none.</summary>
    TaskResult ResultOf(int taskId);

    /// <summary>The results so far, for an effect.</summary>
    RunProgress Progress();
}
