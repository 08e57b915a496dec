using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Model;

/// <summary>Turns what a task threw into its error.</summary>
internal static class TaskFailure
{
    /// <summary>The error of the task.</summary>
    public static TaskResult From(CompiledTask task, Exception e) => TaskResult.Fail(e switch
    {
        PipelineLimitException => $"{task.Name} ({task.Type}): {e.Message}",
        _ => $"{task.Name} ({task.Type}): broke with {e.GetType().Name}: {Found.Quote(e.Message)}; this is a fault of the node, please report it",
    });
}
