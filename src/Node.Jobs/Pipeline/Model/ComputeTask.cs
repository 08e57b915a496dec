namespace Node.Jobs.Pipeline.Model;

/// <summary>A task that only computes: it is run in place, without a timer or another thread.</summary>
internal abstract class ComputeTask : PipelineTask
{
    /// <inheritdoc/>
    public sealed override bool Waits => false;

    /// <summary>Computes the result.</summary>
    public abstract TaskResult Run(TaskScope scope);

    /// <inheritdoc/>
    public sealed override ValueTask<TaskResult> RunAsync(TaskScope scope, CancellationToken ct) =>
        ValueTask.FromResult(Run(scope));
}
