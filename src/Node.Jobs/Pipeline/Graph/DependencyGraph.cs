using Node.Jobs.Pipeline.Dot;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Graph;

/// <summary>Which task waits for which, by place among the nodes of the text: because of an edge, or because it mentions the
/// other.</summary>
internal sealed class DependencyGraph
{
    private readonly List<int>[] _explicit;
    private readonly List<int>[] _all;
    private readonly Dictionary<(int From, int To), SourcePosition> _positions = [];

    private DependencyGraph(int count)
    {
        _explicit = [.. Enumerable.Range(0, count).Select(static _ => new List<int>())];
        _all = [.. Enumerable.Range(0, count).Select(static _ => new List<int>())];
    }

    /// <summary>Reads edges and references.</summary>
    public static DependencyGraph Build(DotGraph graph)
    {
        var indexes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            indexes[node.Name] = indexes.Count;
        }

        var dependencies = new DependencyGraph(graph.Nodes.Count);
        foreach (var edge in graph.Edges)
        {
            dependencies._explicit[indexes[edge.To.Name]].Add(indexes[edge.From.Name]);
            dependencies.Add(indexes[edge.From.Name], indexes[edge.To.Name], edge.Position);
        }

        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            foreach (var attribute in graph.Nodes[i].Attributes)
            {
                foreach (var name in ExpressionSyntax.NamesIn(attribute.Value))
                {
                    if (indexes.TryGetValue(name, out var other) && other != i)
                    {
                        dependencies.Add(other, i, attribute.ValueAt);
                    }
                }
            }
        }

        return dependencies;
    }

    /// <summary>Those whose results are inputs.</summary>
    public IReadOnlyList<int> ExplicitInputs(int node) => _explicit[node];

    /// <summary>All that must be done before.</summary>
    public IReadOnlyList<int> Upstream(int node) => _all[node];

    /// <summary>Where the text says that the one waits for the other.</summary>
    public SourcePosition? PositionOf(int from, int to) => _positions.TryGetValue((from, to), out var at) ? at : null;

    private void Add(int from, int to, SourcePosition at)
    {
        if (_positions.TryAdd((from, to), at))
        {
            _all[to].Add(from);
        }
    }
}
