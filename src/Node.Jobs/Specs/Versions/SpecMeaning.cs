using System.Globalization;
using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Dot;

namespace Node.Jobs.Specs.Versions;

/// <summary>What a spec says, without comments, layout and order: its keys and its tasks in a form that can be compared.</summary>
internal sealed class SpecMeaning
{
    private const string PipelineKey = "observationsource";

    private SpecMeaning(IReadOnlyDictionary<string, string> keys, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> tasks)
    {
        Keys = keys;
        Tasks = tasks;
    }

    /// <summary>The keys but that of the pipeline, in lower case, with their values as text.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; }

    /// <summary>The tasks with their attributes; the attribute <c>after</c> names those whose arrows lead to it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Tasks { get; }

    /// <summary>Reads a spec.</summary>
    /// <returns>Null when it is not of the form that this node reads.</returns>
    public static SpecMeaning? TryRead(string spec)
    {
        List<SpecFault> faults = [];
        if (SpecReader.Read(spec, faults) is not { } table)
        {
            return null;
        }

        var keys = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var tasks = new SortedDictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var field in table.Fields)
        {
            var key = field.Name.ToLowerInvariant();
            if (key == PipelineKey && field.Value is string pipeline)
            {
                AddTasks(tasks, pipeline);
            }
            else
            {
                keys[key] = TextOf(field.Value);
            }
        }

        return new SpecMeaning(keys, tasks);
    }

    private static void AddTasks(SortedDictionary<string, IReadOnlyDictionary<string, string>> tasks, string pipeline)
    {
        var graph = DotParser.Parse(pipeline, SourcePosition.Start);
        foreach (var node in graph.Nodes)
        {
            var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var attribute in node.Attributes)
            {
                attributes[attribute.Name] = attribute.Value;
            }

            var after = graph.Edges.Where(edge => edge.To == node).Select(edge => edge.From.Name).Distinct().Order(StringComparer.Ordinal).ToList();
            if (after.Count > 0)
            {
                attributes["after"] = string.Join(", ", after);
            }

            tasks[node.Name] = attributes;
        }
    }

    private static string TextOf(object value) => value switch
    {
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable<object> list => $"[{string.Join(", ", list.Select(TextOf))}]",
        SpecTable table => $"{{{string.Join(", ", table.Fields.OrderBy(static field => field.Name, StringComparer.Ordinal).Select(static field => $"{field.Name} = {TextOf(field.Value)}"))}}}",
        _ => value.ToString() ?? "",
    };
}
