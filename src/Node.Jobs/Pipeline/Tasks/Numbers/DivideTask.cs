using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Numbers;

/// <summary><c>divide</c>: its input by <c>divisor</c>, rounded half away from zero to <c>precision</c> places. Default:
/// 16.</summary>
internal sealed class DivideTask(Param<BigDecimal> input, Param<BigDecimal> divisor, Param<int?> precision) : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("divide", ["input", "divisor", "precision"], static b => new DivideTask(
        b.Required<BigDecimal>("input", ParamSources.Variable | ParamSources.Literal | ParamSources.Input, ValueConversion.TryDecimal),
        b.Required<BigDecimal>("divisor", ParamSources.Variable | ParamSources.Literal, ValueConversion.TryDecimal),
        NumberParams.Precision(b)));

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope)
    {
        if (!input.TryGet(scope, out var dividend, out var failure)
            || !divisor.TryGet(scope, out var by, out failure)
            || !precision.TryGet(scope, out var places, out failure))
        {
            return failure;
        }

        return by.Sign == 0
            ? scope.FailAttribute(divisor.Name, "is zero; accepted is any other number")
            : TaskResult.Ok(PipelineValue.Of(BigDecimal.Divide(dividend, by, places ?? BigDecimal.PlacesDefault)));
    }
}
