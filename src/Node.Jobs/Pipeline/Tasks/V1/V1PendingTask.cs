using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;

namespace Node.Jobs.Pipeline.Tasks.V1;

/// <summary><c>v1pending</c>: stays pending until somebody resumes the run, or its time is over.</summary>
internal sealed class V1PendingTask : PipelineTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("v1pending", [], static _ => new V1PendingTask());

    /// <inheritdoc/>
    public override bool HasEffect => true;

    /// <inheritdoc/>
    public override bool MaySuspend => true;

    /// <inheritdoc/>
    public override async ValueTask<TaskResult> RunAsync(TaskScope scope, CancellationToken ct)
    {
        var ticket = await scope.Effects.OpenCallbackAsync(new CallbackIntent(scope.Task.Name, "noop-pend"), scope.Progress(), ct);
        return ticket.Problem is { } problem ? scope.Fail(problem) : TaskResult.Pending(new PendingTask("somebody who resumes it"));
    }
}
