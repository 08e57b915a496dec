using Node.Jobs.Pipeline.Model;

namespace Node.Jobs.Pipeline.Graph;

/// <summary>Stands for a task that cannot work as it is written.</summary>
internal sealed class BrokenTask(string problem) : ComputeTask
{
    /// <inheritdoc/>
    public override bool TakesErrors => true;

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope) => scope.Fail(problem);
}
