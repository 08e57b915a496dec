using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Parsing;

/// <summary><c>memo</c>: its <c>value</c>, JSON with expressions, or its input; a value like any other for the tasks behind
/// it.</summary>
internal sealed class MemoTask(Param<PipelineValue> value) : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("memo", ["value"], static b => new MemoTask(
        b.Required<PipelineValue>("value", ParamSources.Variable | ParamSources.Json | ParamSources.Input, AnyValue.TryTake)))
    {
        InputsMax = 1,
    };

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope) =>
        value.TryGet(scope, out var remembered, out var failure) ? TaskResult.Ok(remembered) : failure;
}
