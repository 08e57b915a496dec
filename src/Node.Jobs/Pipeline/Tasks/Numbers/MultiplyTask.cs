using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Numbers;

/// <summary><c>multiply</c>: the exact product of its input and <c>times</c>.</summary>
internal sealed class MultiplyTask(Param<BigDecimal> input, Param<BigDecimal> times) : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("multiply", ["input", "times"], static b => new MultiplyTask(
        b.Required<BigDecimal>("input", ParamSources.Variable | ParamSources.Literal | ParamSources.Input, ValueConversion.TryDecimal),
        b.Required<BigDecimal>("times", ParamSources.Variable | ParamSources.Literal, ValueConversion.TryDecimal)))
    {
        InputsMax = 1,
    };

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope)
    {
        if (!input.TryGet(scope, out var left, out var failure) || !times.TryGet(scope, out var right, out failure))
        {
            return failure;
        }

        return TaskResult.Ok(PipelineValue.Of(left * right));
    }
}
