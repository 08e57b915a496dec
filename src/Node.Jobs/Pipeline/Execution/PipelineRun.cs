using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Execution;

/// <summary>What an execution of a pipeline came to.</summary>
public sealed record PipelineRun
{
    /// <summary>How it ended.</summary>
    public required RunState State { get; init; }

    /// <summary>When this execution began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>The variables it began with.</summary>
    public required MapValue Variables { get; init; }

    /// <summary>The tasks in order of the pipeline; those without a result are left out of a suspended run.</summary>
    public required IReadOnlyList<TaskRun> Tasks { get; init; }

    /// <summary>The names of the terminal tasks, by <c>index</c>, then in order of the pipeline.</summary>
    public required IReadOnlyList<string> Terminals { get; init; }

    /// <summary>The values of the terminal tasks, null where one failed; empty while suspended.</summary>
    public IReadOnlyList<PipelineValue?> Outputs => State == RunState.Suspended
        ? [] : [.. Terminals.Select(name => ResultOf(name).Value)];

    /// <summary>The errors of the terminal tasks, null where one has a value; empty while suspended.</summary>
    public IReadOnlyList<string?> FatalErrors =>
        State == RunState.Suspended ? [] : [.. Terminals.Select(name => ResultOf(name).Error?.Message)];

    /// <summary>The errors of all tasks, in order of the pipeline.</summary>
    public IReadOnlyList<string> AllErrors =>
        [.. Tasks.Where(static t => t.Result.IsError).Select(static t => t.Result.Error!.Message)];

    /// <summary>The result of a task; the default when it has none.</summary>
    public TaskResult ResultOf(string taskName)
    {
        foreach (var task in Tasks)
        {
            if (task.Name == taskName)
            {
                return task.Result;
            }
        }

        return default;
    }

    /// <summary>The results that were the inputs of a task, in order.</summary>
    public IReadOnlyList<TaskResult> InputsOf(TaskRun task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return [.. task.Inputs.Select(ResultOf)];
    }

    /// <summary>What a later execution needs to go on.</summary>
    public RunCheckpoint ToCheckpoint() => new(Tasks);
}
