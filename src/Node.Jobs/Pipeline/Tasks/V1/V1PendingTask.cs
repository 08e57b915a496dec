using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;

namespace Node.Jobs.Pipeline.Tasks.V1;

/// <summary><c>v1pending</c>: stays pending until the run is cancelled or has waited for too long; nobody has a token to resume it.</summary>
internal sealed class V1PendingTask : PipelineTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("v1pending", [], static _ => new V1PendingTask());

    /// <inheritdoc/>
    public override bool MaySuspend => true;

    /// <inheritdoc/>
    public override ValueTask<TaskResult> RunAsync(TaskScope scope, CancellationToken ct) =>
        ValueTask.FromResult(TaskResult.Pending(new PendingTask("the end of the run, by a cancellation or Runs:SuspendedAgeMax")));
}
