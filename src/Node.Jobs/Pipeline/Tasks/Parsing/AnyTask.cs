using Node.Core.Randomness;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;

namespace Node.Jobs.Pipeline.Tasks.Parsing;

/// <summary><c>any</c>: one of the inputs that did not fail, each as likely as the others.</summary>
internal sealed class AnyTask : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("any", [], static _ => new AnyTask()) { InputsMin = 1 };

    /// <inheritdoc/>
    public override bool TakesErrors => true;

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope)
    {
        var good = new List<TaskResult>(scope.InputCount);
        for (var i = 0; i < scope.InputCount; i++)
        {
            if (scope.Input(i).IsOk)
            {
                good.Add(scope.Input(i));
            }
        }

        return good.Count == 0
            ? scope.Fail($"all {scope.InputCount} inputs failed") : good[scope.Random.NextInt32(good.Count)];
    }
}
