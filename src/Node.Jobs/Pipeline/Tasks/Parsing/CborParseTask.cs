using System.Diagnostics.CodeAnalysis;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Parsing;

/// <summary>
/// <c>cborparse</c>: CBOR to a value. In the mode <c>diet</c> (default) it is a map, whose opening and end the data may leave
/// out, as requests on
/// chain do; in the mode <c>standard</c> any one item.
/// </summary>
internal sealed class CborParseTask(Param<byte[]> data, Param<bool> isDiet) : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("cborparse", ["data", "mode"], static b => new CborParseTask(
        b.Required<byte[]>("data", ParamSources.Variable, ValueConversion.TryBytes),
        b.Optional<bool>("mode", ParamSources.Literal, TryMode, true)));

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope)
    {
        if (!isDiet.TryGet(scope, out var diet, out var failure) || !data.TryGet(scope, out var cbor, out failure))
        {
            return failure;
        }

        return CborValueReader.TryRead(cbor, diet, out var value, out var problem)
            ? TaskResult.Ok(value) : scope.FailAttribute(data.Name, problem);
    }

    private static bool TryMode(
        PipelineValue value, [MaybeNullWhen(false)] out bool isDiet, [NotNullWhen(false)] out string? problem)
    {
        var mode = (value as TextValue)?.Value;
        isDiet = mode == "diet";
        problem = mode is "diet" or "standard" ? null : $"found {Found.Value(value)}, accepted are diet and standard";
        return problem is null;
    }
}
