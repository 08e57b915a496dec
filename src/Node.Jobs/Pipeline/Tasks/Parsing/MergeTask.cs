using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Parsing;

/// <summary><c>merge</c>: a new map of <c>left</c> (or the input) in which the members of <c>right</c> take the place of those of
/// the same name.</summary>
internal sealed class MergeTask(Param<MapValue> left, Param<MapValue> right) : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("merge", ["left", "right"], static b => new MergeTask(
        b.Required<MapValue>("left", ParamSources.Variable | ParamSources.Json | ParamSources.Input, ValueConversion.TryMap),
        b.Required<MapValue>("right", ParamSources.Variable | ParamSources.Json, ValueConversion.TryMap)))
    {
        InputsMax = 1,
    };

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope) =>
        left.TryGet(scope, out var under, out var failure) && right.TryGet(scope, out var over, out failure)
            ? TaskResult.Ok(under.With(over)) : failure;
}
