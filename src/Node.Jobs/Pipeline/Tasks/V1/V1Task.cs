using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Node.Core.Text;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Tasks.Parsing;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.V1;

/// <summary>
/// <c>v1</c>: one adapter of the older generation. Its parameters are those of the <c>request</c>, under its own <c>params</c>; its
/// data are those of the request, under what the task before gave (<c>data</c>); <c>answer</c> is what the outside said.
/// </summary>
internal sealed class V1Task(Param<string> adapter, Param<MapValue> own, Param<MapValue> request, Param<MapValue> data, Param<PipelineValue> answer) : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("v1", ["adapter", "params", "request", "data", "answer"], static b => new V1Task(
        b.Required<string>("adapter", ParamSources.Literal, TryAdapter),
        b.Optional("params", ParamSources.Json, ValueConversion.TryMap, MapValue.Empty),
        b.Optional("request", ParamSources.Variable, ValueConversion.TryMap, MapValue.Empty),
        b.Optional("data", ParamSources.Variable, ValueConversion.TryMap, MapValue.Empty),
        b.Optional("answer", ParamSources.Variable, AnyValue.TryTake, PipelineValue.Null)));

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope)
    {
        if (!adapter.TryGet(scope, out var name, out var failure)
            || !own.TryGet(scope, out var given, out failure)
            || !request.TryGet(scope, out var asked, out failure)
            || !data.TryGet(scope, out var before, out failure)
            || !answer.TryGet(scope, out var said, out failure))
        {
            return failure;
        }

        if (name.Equals("bridge", StringComparison.OrdinalIgnoreCase))
        {
            said = PipelineValue.Of(scope.RunId.ToString(CultureInfo.InvariantCulture));
        }

        var found = V1Adapters.Run(name, asked.With(given), asked.With(before), said);
        return found.Value is { } value ? TaskResult.Ok(value) : scope.Fail($"{name}: {found.Problem}");
    }

    private static bool TryAdapter(PipelineValue value, [MaybeNullWhen(false)] out string name, [NotNullWhen(false)] out string? problem)
    {
        name = (value as TextValue)?.Value;
        problem = name is not null && V1Adapters.Has(name)
            ? null : $"{Untrusted.Show(name ?? "")} is not an adapter; there are {string.Join(", ", V1Adapters.Names)}";
        return problem is null;
    }
}
