using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Dot;

/// <summary>Collects nodes and arrows while a text is read.</summary>
internal sealed class DotGraphBuilder(DotFaults faults)
{
    private const string LimitCode = "pipeline.limit";

    private readonly Dictionary<string, DotNode> _byName = new(StringComparer.Ordinal);
    private readonly List<DotNode> _nodes = [];
    private readonly HashSet<(DotNode From, DotNode To)> _known = [];
    private readonly List<DotEdge> _edges = [];

    /// <summary>Whether a limit was crossed; the rest of the text is then not read.</summary>
    public bool IsFull { get; private set; }

    /// <summary>The node of that name, made at its first mention.</summary>
    public DotNode Mention(string name, SourcePosition at)
    {
        if (_byName.TryGetValue(name, out var node))
        {
            return node;
        }

        node = new DotNode(name, at);
        if (_nodes.Count == DotLimits.TasksMax && !IsFull)
        {
            IsFull = true;
            faults.Add(at, LimitCode, $"more tasks than the limit TasksMax of {DotLimits.TasksMax}", "split the pipeline into several jobs");
        }

        _byName.Add(name, node);
        _nodes.Add(node);
        return node;
    }

    /// <summary>Whether the name was mentioned.</summary>
    public bool Knows(string name) => _byName.ContainsKey(name);

    /// <summary>Takes back the newest node, whose mention turned out to be the name of a graph attribute.</summary>
    public void Forget(DotNode newest)
    {
        _nodes.Remove(newest);
        _byName.Remove(newest.Name);
    }

    /// <summary>Draws an arrow from each of <paramref name="left"/> to each of <paramref name="right"/>.</summary>
    public void Connect(IReadOnlyList<DotNode> left, IReadOnlyList<DotNode> right, SourcePosition at)
    {
        foreach (var from in left)
        {
            foreach (var to in right)
            {
                if (from == to)
                {
                    faults.Add(
                        at, "graph.self-edge", $"task {Found.Quote(from.Name)} cannot be its own input", "remove the arrow");
                }
                else if (!IsFull && _known.Add((from, to)))
                {
                    _edges.Add(new DotEdge(from, to, at));
                    CheckEdges(at);
                }
            }
        }
    }

    /// <summary>The graph.</summary>
    public DotGraph Build() => new(_nodes, _edges, faults.All);

    private void CheckEdges(SourcePosition at)
    {
        if (_edges.Count > DotLimits.EdgesMax)
        {
            IsFull = true;
            faults.Add(at, LimitCode, $"more edges than the limit EdgesMax of {DotLimits.EdgesMax}", "split the pipeline into several jobs");
        }
    }
}
