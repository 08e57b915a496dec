using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Dot;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Specs.Lint;

/// <summary>What rules look at: the graph as it is written, and who waits for whom.</summary>
internal sealed class LintSubject
{
    private readonly TaskRegistry _tasks;
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly DependencyGraph _dependencies;
    private readonly HashSet<int> _waitedFor = [];

    public LintSubject(string typeName, DotGraph graph, TaskRegistry tasks)
    {
        TypeName = typeName;
        Nodes = graph.Nodes;
        _tasks = tasks;
        _dependencies = DependencyGraph.Build(graph);
        foreach (var node in Nodes)
        {
            _indexes[node.Name] = _indexes.Count;
        }

        for (var i = 0; i < Nodes.Count; i++)
        {
            _waitedFor.UnionWith(_dependencies.Upstream(i));
        }
    }

    /// <summary>The job type, lower case.</summary>
    public string TypeName { get; }

    /// <summary>The tasks in order of the text.</summary>
    public IReadOnlyList<DotNode> Nodes { get; }

    /// <summary>The tasks that nothing waits for.</summary>
    public IEnumerable<DotNode> Terminals => Nodes.Where(node => !IsWaitedFor(node));

    /// <summary>The task of that name, or null.</summary>
    public DotNode? Find(string name) => _indexes.TryGetValue(name, out var index) ? Nodes[index] : null;

    /// <summary>The task's type, lower case.</summary>
    public static string TypeOf(DotNode node) => Attribute(node, "type")?.Value.Trim().ToLowerInvariant() ?? "";

    /// <summary>An attribute whatever its case, or null.</summary>
    public static DotAttribute? Attribute(DotNode node, string name) =>
        node.Attributes.LastOrDefault(attribute => attribute.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The attributes that the task's type has.</summary>
    public IEnumerable<DotAttribute> KnownAttributes(DotNode node) => _tasks.TryFind(TypeOf(node), out var type)
        ? node.Attributes.Where(attribute => type.Attributes.Contains(attribute.Name, StringComparer.OrdinalIgnoreCase)) : [];

    /// <summary>The tasks whose results are inputs of this one.</summary>
    public IEnumerable<DotNode> Inputs(DotNode node) => _dependencies.ExplicitInputs(_indexes[node.Name]).Select(index => Nodes[index]);

    /// <summary>The tasks that must be done before this one.</summary>
    public IEnumerable<DotNode> Before(DotNode node) => _dependencies.Upstream(_indexes[node.Name]).Select(index => Nodes[index]);

    /// <summary>Whether some task waits for this one.</summary>
    public bool IsWaitedFor(DotNode node) => _waitedFor.Contains(_indexes[node.Name]);

    /// <summary>The tasks that an attribute names, or the inputs when it is not given.</summary>
    public IReadOnlyList<DotNode> Sources(DotNode node, string attributeName) =>
        Attribute(node, attributeName) is { Value: var text } && !string.IsNullOrWhiteSpace(text)
            ? [.. ExpressionSyntax.NamesIn(text).Distinct().Select(Find).OfType<DotNode>()]
            : [.. Inputs(node)];

    /// <summary>A fault at a place of the pipeline's text.</summary>
    public static SpecFault At(SourcePosition at, string code, string problem, string fix, bool isWarning = true) =>
        new(at.Line, at.Column, code, problem, fix, isWarning);
}
