using System.Text.Json;
using Node.Jobs.Pipeline.Values;

namespace Node.Commands.Cases;

/// <summary>Reads a line of a case file.</summary>
internal static class CaseReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1000 };

    /// <summary>Reads one line.</summary>
    /// <exception cref="FormatException">It is not a case; the message says what is missing.</exception>
    public static Case Read(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, Options);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"this is not a case: {e.Message}", e);
        }
    }

    private static Case Read(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("this is not a case: a JSON object with id, source or spec, and expect is accepted");
        }

        var read = new Case
        {
            Id = Text(line, "id") ?? throw new FormatException("a case needs an id"),
            Source = Text(line, "source"),
            Spec = Text(line, "spec"),
            Replay = Text(line, "replay"),
            Known = line.TryGetProperty("known", out var known) ? known.ToString() : null,
            Vars = line.TryGetProperty("vars", out var vars) && vars.ValueKind != JsonValueKind.Null
                ? Value(vars) as MapValue ?? throw new FormatException("vars must be a JSON object") : MapValue.Empty,
            Expect = line.TryGetProperty("expect", out var expect) && expect.ValueKind == JsonValueKind.Object
                ? Expectation(expect) : throw new FormatException("a case needs expect, a JSON object with state, tasks or outputs"),
        };
        return read.Source is null == read.Spec is null ? throw new FormatException("a case needs either source or spec") : read;
    }

    private static CaseExpectation Expectation(JsonElement expect) => new()
    {
        State = Text(expect, "state"),
        Tasks = expect.TryGetProperty("tasks", out var tasks)
            ? tasks.EnumerateObject().ToDictionary(task => task.Name, task => task.Value.TryGetProperty("output", out var output)
                ? Value(output)
                : task.Value.TryGetProperty("error", out _) ? null : throw new FormatException($"the task {task.Name} needs an output or an error"))
            : new Dictionary<string, PipelineValue?>(),
        Outputs = expect.TryGetProperty("outputs", out var outputs) && outputs.ValueKind == JsonValueKind.Array ? [.. outputs.EnumerateArray().Select(Value)] : null,
    };

    private static PipelineValue Value(JsonElement element) => StoredValue.Read(element.GetRawText());

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
