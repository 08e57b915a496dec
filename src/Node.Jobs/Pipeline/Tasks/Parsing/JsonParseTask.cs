using System.Diagnostics.CodeAnalysis;
using System.Text;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Parsing;

/// <summary>
/// <c>jsonparse</c>: the part of a JSON document that <c>path</c> leads to. With <c>lax</c> a name or position that is missing,
/// at any step, gives null.
/// An empty path is the document, whatever the separator.
/// </summary>
internal sealed class JsonParseTask(Param<JsonPath> path, Param<string> data, bool isLax, Param<bool>? brokenLax) : ComputeTask
{
    private const string SeparatorDefault = ",";

    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("jsonparse", ["path", "separator", "data", "lax"], Create) { InputsMax = 1 };

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope)
    {
        TaskResult failure = default;
        if (brokenLax?.TryGet(scope, out _, out failure) == false
            || !path.TryGet(scope, out var steps, out failure)
            || !data.TryGet(scope, out var json, out failure))
        {
            return failure;
        }

        return steps.TryRead(json, isLax, out var value, out var problem)
            ? TaskResult.Ok(value)
            : scope.FailAttribute(data.Name, $"{problem}; the document begins {Found.Quote(json)}");
    }

    private static JsonParseTask Create(TaskBuilder builder)
    {
        var separator = builder.Verbatim("separator") ?? SeparatorDefault;
        bool TryPath(PipelineValue value, [MaybeNullWhen(false)] out JsonPath path, [NotNullWhen(false)] out string? problem) =>
            JsonPath.TryParse(value, separator, out path, out problem);
        var lax = builder.Optional<bool>("lax", ParamSources.Literal, ValueConversion.TryBool, false);
        var isLax = lax.IsConstant && builder.Text("lax") is { } text && ValueConversion.ReadBool(text) == true;
        return new JsonParseTask(
            builder.Optional("path", ParamSources.Variable | ParamSources.Verbatim, TryPath, JsonPath.Whole),
            builder.Required<string>("data", ParamSources.Variable | ParamSources.Input, TryDocument),
            isLax,
            lax.IsConstant ? null : lax);
    }

    private static bool TryDocument(
        PipelineValue value, [MaybeNullWhen(false)] out string json, [NotNullWhen(false)] out string? problem)
    {
        if (value is TextValue text && !text.Value.StartsWith("0x", StringComparison.Ordinal))
        {
            json = text.Value;
            problem = null;
            return true;
        }

        var isBytes = ValueConversion.TryBytes(value, out var bytes, out problem);
        json = isBytes ? Encoding.UTF8.GetString(bytes!) : null;
        return isBytes;
    }
}
