using System.Text;
using Node.Jobs.Pipeline.Dot;

namespace Node.Jobs.Tests.Pipeline.Dot;

/// <summary>Writes a graph as text, to be read back.</summary>
internal static class DotText
{
    public static string Write(IEnumerable<(string Name, (string Name, string Value)[] Attributes)> nodes, IEnumerable<(string From, string To)> edges)
    {
        var text = new StringBuilder();
        foreach (var (name, attributes) in nodes)
        {
            text.Append(Quote(name)).Append(" [").AppendJoin(", ", attributes.Select(static a => $"{Quote(a.Name)}={Quote(a.Value)}")).Append("]\n");
        }

        foreach (var (from, to) in edges)
        {
            text.Append(Quote(from)).Append(" -> ").Append(Quote(to)).Append(";\n");
        }

        return text.ToString();
    }

    public static string Describe(DotGraph graph) => string.Join('\n', [
        .. graph.Nodes.Select(static n => $"{n.Name}[{string.Join('|', n.Attributes.Select(static a => a.Name + "=" + a.Value))}]"),
        .. graph.Edges.Select(static e => $"{e.From.Name}->{e.To.Name}"),
    ]);

    private static string Quote(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
