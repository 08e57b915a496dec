using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;

namespace Node.Jobs.Pipeline.Tasks.Testing;

/// <summary><c>fail</c>: fails with <c>msg</c>. For case files and tests only.</summary>
internal sealed class FailTask(string message) : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("fail", ["msg"], static b => new FailTask(b.Text("msg") ?? ""));

    /// <inheritdoc/>
    public override bool TakesErrors => true;

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope) => scope.Fail(message);
}
