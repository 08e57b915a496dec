using System.Text;
using System.Text.Json;
using Node.Jobs.Pipeline;

namespace Node.Jobs.Specs.V1;

/// <summary>Writes the TOML of a converted job line by line, and remembers which line comes of what.</summary>
internal sealed class V1Toml
{
    private readonly StringBuilder _text = new();
    private readonly List<SourcePosition> _origins = [];

    public string Text => _text.ToString();

    /// <summary>Where in the JSON a line of the TOML comes from.</summary>
    public SourcePosition OriginOf(int line) => line >= 1 && line <= _origins.Count ? _origins[line - 1] : new SourcePosition(1, 1);

    public void Line(string line, SourcePosition origin)
    {
        _text.Append(line).Append('\n');
        _origins.Add(origin);
    }

    public void Key(string name, string value, SourcePosition origin) => Line($"{name} = {Quote(value)}", origin);

    /// <summary>A text in quotes that TOML, JSON and the graph language read alike: ASCII without quotes, angles and dollars inside.</summary>
    public static string Quote(string text) => JsonSerializer.Serialize(text).Replace("$", "\\u0024", StringComparison.Ordinal);

    /// <summary>A JSON value as an attribute of a task: nothing in it is taken for an expression, a comment or the end of the text.</summary>
    public static string Attribute(string json)
    {
        using var document = JsonDocument.Parse(json);
        var plain = JsonSerializer.Serialize(document.RootElement).Replace("$", "\\u0024", StringComparison.Ordinal);
        return $"\"{plain.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }
}
