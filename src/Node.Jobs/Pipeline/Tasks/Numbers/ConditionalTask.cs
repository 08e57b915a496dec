using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Numbers;

/// <summary><c>conditional</c>: true when <c>data</c> (or the input) is true; otherwise it fails, and with it what comes
/// behind.</summary>
internal sealed class ConditionalTask(Param<bool> data) : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("conditional", ["data"], static b => new ConditionalTask(
        b.Required<bool>("data", ParamSources.Variable | ParamSources.Input, ValueConversion.TryBool)))
    {
        InputsMax = 1,
    };

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope) =>
        !data.TryGet(scope, out var isTrue, out var failure) ? failure
        : isTrue ? TaskResult.Ok(PipelineValue.True)
        : scope.FailAttribute("data", "found false, accepted is true: the condition is not met");
}
