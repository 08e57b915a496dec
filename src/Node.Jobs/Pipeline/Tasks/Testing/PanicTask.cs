using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;

namespace Node.Jobs.Pipeline.Tasks.Testing;

/// <summary><c>panic</c>: throws, to show that a task which does harms nothing but itself. For case files and tests only.</summary>
internal sealed class PanicTask(string message) : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("panic", ["msg"], static b => new PanicTask(b.Text("msg") ?? "on purpose"));

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope) => throw new InvalidOperationException(message);
}
