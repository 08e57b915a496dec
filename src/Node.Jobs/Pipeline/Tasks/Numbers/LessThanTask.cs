using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Numbers;

/// <summary><c>lessthan</c>: whether <c>left</c> (or the input) is smaller than <c>right</c>; of equal numbers neither is.</summary>
internal sealed class LessThanTask(Param<BigDecimal> left, Param<BigDecimal> right) : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("lessthan", ["left", "right"], static b => new LessThanTask(
        b.Required<BigDecimal>("left", ParamSources.Variable | ParamSources.Literal | ParamSources.Input, ValueConversion.TryDecimal),
        b.Required<BigDecimal>("right", ParamSources.Variable | ParamSources.Literal, ValueConversion.TryDecimal)))
    {
        InputsMax = 1,
    };

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope) =>
        left.TryGet(scope, out var one, out var failure) && right.TryGet(scope, out var other, out failure)
            ? TaskResult.Ok(PipelineValue.Of(one < other)) : failure;
}
