using System.Diagnostics.CodeAnalysis;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.Parsing;

/// <summary>A way into a JSON document.</summary>
internal sealed class JsonPath
{
    /// <summary>Steps of one path. Default: 64, as deep as a document may be.</summary>
    public const int StepsMax = ValueLimits.DepthMax;

    private readonly string[] _steps;

    private JsonPath(string[] steps) => _steps = steps;

    /// <summary>The document itself.</summary>
    public static JsonPath Whole { get; } = new([]);

    /// <summary>Takes a list of steps, or a text that <paramref name="separator"/> parts; nothing means the document
    /// itself.</summary>
    public static bool TryParse(
        PipelineValue value, string separator, [NotNullWhen(true)] out JsonPath? path, [NotNullWhen(false)] out string? problem)
    {
        path = null;
        string[] steps;
        if (value is ListValue list)
        {
            steps = new string[list.Items.Count];
            for (var i = 0; i < steps.Length; i++)
            {
                if (!TryStep(list.Items[i], out steps[i]!, out problem))
                {
                    return false;
                }
            }
        }
        else if (value is NullValue)
        {
            steps = [];
        }
        else if (ValueConversion.TryText(value, out var text, out problem))
        {
            steps = text.Length == 0 ? [] : text.Split(separator);
        }
        else
        {
            return false;
        }

        path = steps.Length == 0 ? Whole : steps.Length <= StepsMax ? new JsonPath(steps) : null;
        problem = path is null ? $"a path of {steps.Length} steps is beyond the limit StepsMax of {StepsMax}" : null;
        return path is not null;
    }

    /// <summary>Follows the path.</summary>
    public bool TryRead(
        string json, bool isLax, [NotNullWhen(true)] out PipelineValue? value, [NotNullWhen(false)] out string? problem) =>
        JsonValueReader.TryReadPath(json, _steps, isLax, out value, out problem);

    private static bool TryStep(
        PipelineValue value, [NotNullWhen(true)] out string? step, [NotNullWhen(false)] out string? problem)
    {
        if (value is DecimalValue { Value.IsInteger: true } position)
        {
            step = position.Value.ToString();
            problem = null;
            return true;
        }

        return ValueConversion.TryText(value, out step, out problem);
    }
}
