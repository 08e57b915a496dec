using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.V1;

/// <summary><c>v1request</c>: the parameters of the request that started the run, as jobs of the older generation see them.</summary>
internal sealed class V1RequestTask : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("v1request", [], static _ => new V1RequestTask()) { InputsMax = 0 };

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope)
    {
        var answer = V1Request.Of(scope.Variable("jobRun") as MapValue ?? MapValue.Empty);
        return answer.Value is { } value ? TaskResult.Ok(value) : scope.Fail(answer.Problem!);
    }
}
