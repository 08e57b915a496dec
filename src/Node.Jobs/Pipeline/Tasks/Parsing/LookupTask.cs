using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.Parsing;

/// <summary><c>lookup</c>: the member of its input, a map, that <c>key</c> names exactly; null when there is none.</summary>
internal sealed class LookupTask(string key) : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("lookup", ["key"], static b => new LookupTask(b.Verbatim("key") ?? ""))
    {
        InputsMin = 1,
        InputsMax = 1,
    };

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope) => scope.Input(0).Value is MapValue map
        ? TaskResult.Ok(map.TryGet(key, out var member) ? member : PipelineValue.Null)
        : scope.FailAttribute("key", $"{Found.Quote(key)} is looked up in the input, found {Found.Value(scope.Input(0).Value ?? PipelineValue.Null)}, accepted is a map");
}
