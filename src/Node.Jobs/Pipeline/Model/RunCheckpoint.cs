using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Model;

/// <summary>Results of a run that is not over, from which it goes on without doing them again.</summary>
/// <param name="Tasks">What is known of each task that has a result or waits.</param>
public sealed record RunCheckpoint(IReadOnlyList<TaskRun> Tasks)
{
    /// <summary>Nothing done yet.</summary>
    public static RunCheckpoint Empty { get; } = new([]);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="FormatException">It is not a checkpoint.</exception>
    public static RunCheckpoint FromJson(string json) => RunCheckpointJson.Read(json);

    /// <summary>The result of a task; the default when there is none.</summary>
    public TaskResult ResultOf(string taskName) => Tasks.FirstOrDefault(t => t.Name == taskName)?.Result ?? default;

    /// <summary>The same, with the answer that a pending task waited for.</summary>
    /// <exception cref="ArgumentException">No such task waits.</exception>
    public RunCheckpoint Answer(string taskName, TaskResult result, DateTimeOffset at)
    {
        if (!ResultOf(taskName).IsPending)
        {
            throw new ArgumentException($"task {Found.Quote(taskName)} does not wait for an answer", nameof(taskName));
        }

        return new RunCheckpoint([.. Tasks.Select(t => t.Name == taskName ? t with { Result = result, FinishedAt = at } : t)]);
    }

    /// <summary>Lossless JSON.</summary>
    public string ToJson() => RunCheckpointJson.Write(this);
}
