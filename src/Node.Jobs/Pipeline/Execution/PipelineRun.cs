using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Execution;

/// <summary>What an execution of a pipeline came to.</summary>
public sealed record PipelineRun
{
    /// <summary>How it ended.</summary>
    public required RunState State { get; init; }

    /// <summary>Why it was ended before it was over; null when it was not.</summary>
    public string? Reason { get; init; }

    /// <summary>When this execution began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>The variables it began with.</summary>
    public required MapValue Variables { get; init; }

    /// <summary>The tasks in order of the pipeline; those without a result are left out of a suspended run, and of one that was ended.</summary>
    public required IReadOnlyList<TaskRun> Tasks { get; init; }

    /// <summary>The names of the terminal tasks, by <c>index</c>, then in order of the pipeline.</summary>
    public required IReadOnlyList<string> Terminals { get; init; }

    /// <summary>The values of the terminal tasks, null where one failed; empty while suspended and when it was ended.</summary>
    public IReadOnlyList<PipelineValue?> Outputs => State is RunState.Suspended or RunState.Ended
        ? [] : [.. Terminals.Select(name => ResultOf(name).Value)];

    /// <summary>The errors of the terminal tasks, null where one has a value; empty while suspended, the reason when it was ended.</summary>
    public IReadOnlyList<string?> FatalErrors => State switch
    {
        RunState.Suspended => [],
        RunState.Ended => [Reason],
        _ => [.. Terminals.Select(name => ResultOf(name).Error?.Message)],
    };

    /// <summary>The errors of all tasks, in order of the pipeline, after the reason when it was ended.</summary>
    public IReadOnlyList<string> AllErrors =>
    [
        .. Reason is null ? Array.Empty<string>() : [Reason],
        .. Tasks.Where(static t => t.Result.IsError).Select(static t => t.Result.Error!.Message),
    ];

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
