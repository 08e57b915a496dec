using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Model;

/// <summary>What a task came to: a value, an error, or that it waits. The default instance means that there is no result
/// yet.</summary>
public readonly struct TaskResult : IEquatable<TaskResult>
{
    private readonly object? _content;

    private TaskResult(object content) => _content = content;

    /// <summary>How far the task is.</summary>
    public TaskState State => _content switch
    {
        PipelineValue => TaskState.Ok,
        TaskError => TaskState.Errored,
        PendingTask => TaskState.Pending,
        _ => TaskState.Unfinished,
    };

    /// <summary>Whether there is a value.</summary>
    public bool IsOk => _content is PipelineValue;

    /// <summary>Whether there is an error.</summary>
    public bool IsError => _content is TaskError;

    /// <summary>Whether the task waits.</summary>
    public bool IsPending => _content is PendingTask;

    /// <summary>Whether the task is done: value or error.</summary>
    public bool IsFinal => _content is PipelineValue or TaskError;

    /// <summary>The value; null unless <see cref="IsOk"/>.</summary>
    public PipelineValue? Value => _content as PipelineValue;

    /// <summary>The error; null unless <see cref="IsError"/>.</summary>
    public TaskError? Error => _content as TaskError;

    /// <summary>What it waits for; null unless <see cref="IsPending"/>.</summary>
    public PendingTask? Waiting => _content as PendingTask;

    /// <summary>The task has this value.</summary>
    public static TaskResult Ok(PipelineValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new TaskResult(value);
    }

    /// <summary>The task failed.</summary>
    public static TaskResult Fail(TaskErrorKind kind, string message) => new(new TaskError(kind, message));

    /// <summary>The task failed, and would again.</summary>
    public static TaskResult Fail(string message) => Fail(TaskErrorKind.Permanent, message);

    /// <summary>The task waits.</summary>
    public static TaskResult Pending(PendingTask pending)
    {
        ArgumentNullException.ThrowIfNull(pending);
        return new TaskResult(pending);
    }

    /// <inheritdoc/>
    public bool Equals(TaskResult other) => Equals(_content, other._content);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskResult other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _content?.GetHashCode() ?? 0;

    /// <inheritdoc/>
    public override string ToString() => _content?.ToString() ?? "unfinished";

    /// <summary>Equality of content.</summary>
    public static bool operator ==(TaskResult left, TaskResult right) => left.Equals(right);

    /// <summary>Inequality of content.</summary>
    public static bool operator !=(TaskResult left, TaskResult right) => !left.Equals(right);
}
