using Node.Core.Text;
using Node.Jobs.Pipeline.Dot;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Graph;

/// <summary>The way of one text from graph to tasks.</summary>
internal sealed class Compilation(DotGraph graph, TaskRegistry registry, DotFaults faults)
{
    private bool _isBroken;

    /// <summary>The tasks in order; null when the text has no meaning as a pipeline.</summary>
    public IReadOnlyList<CompiledTask>? Run()
    {
        if (graph.Nodes.Count == 0)
        {
            if (graph.IsWhole)
            {
                Break(SourcePosition.Start, "pipeline.empty", "the pipeline has no task", "write at least one task:  name [type=…]");
            }

            return null;
        }

        var dependencies = DependencyGraph.Build(graph);
        var order = TaskOrder.Sort(graph.Nodes.Count, dependencies);
        if (order.Cycle is { } cycle)
        {
            ReportCycle(cycle, dependencies);
        }

        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in order.Nodes)
        {
            ids[graph.Nodes[node].Name] = ids.Count;
        }

        var joined = Joined(dependencies);
        var tasks = new CompiledTask?[graph.Nodes.Count];
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var node = graph.Nodes[i];
            CheckName(node);
            tasks[ids[node.Name]] = Task(node, ids, dependencies.ExplicitInputs(i).Count, graph.Nodes.Count > 1 && !joined.Contains(i));
        }

        if (_isBroken || tasks.Contains(null))
        {
            return null;
        }

        TaskLinks.Connect(tasks!, order.Nodes, dependencies);
        return tasks!;
    }

    private void CheckName(DotNode node)
    {
        if (node.Name == "input")
        {
            Break(node.Position, "task.reserved-name", "a task cannot be named input", "give it another name");
        }
        else if (node.Name.Length == 0)
        {
            Break(node.Position, "task.name", "a task needs a name", "write a name between the quotes");
        }
        else if (node.Name.Contains('.', StringComparison.Ordinal))
        {
            var name = Found.Quote(node.Name);
            Break(node.Position, "task.name", $"the task name {name} contains a point, which parts a path", "use letters, digits and _");
        }
    }

    private HashSet<int> Joined(DependencyGraph dependencies)
    {
        var joined = new HashSet<int>();
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            if (dependencies.Upstream(i).Count > 0)
            {
                joined.Add(i);
                joined.UnionWith(dependencies.Upstream(i));
            }
        }

        return joined;
    }

    private CompiledTask? Task(DotNode node, Dictionary<string, int> ids, int inputCount, bool isAlone)
    {
        var typeAttribute = node.Attributes.FirstOrDefault(static a => a.Name == "type");
        if (typeAttribute is null)
        {
            ReportNoType(node);
            return null;
        }

        var name = typeAttribute.Value;
        if (!registry.TryFind(name, out var type))
        {
            ReportType(node, typeAttribute.ValueAt, name);
            return null;
        }

        var attributes = new TaskAttributes(node, type, faults);
        attributes.WarnOfUnknown();
        var policy = attributes.Policy();
        _isBroken |= policy is null;
        int? FindTask(string other) => other != node.Name && ids.TryGetValue(other, out var id) ? id : null;
        var builder = new TaskBuilder(node, type, attributes, faults, FindTask, inputCount, isAlone);
        var work = builder.Build();
        return new CompiledTask(ids[node.Name], node.Name, type.Name, policy ?? new TaskPolicy(), work);
    }

    private void ReportType(DotNode node, SourcePosition at, string name)
    {
        if (registry.TryFindNotRun(name, out var instead))
        {
            Break(
                at,
                "task.type-not-run",
                $"task {Found.Quote(node.Name)} has the type {name.ToLowerInvariant()}, which is known and not run by this version",
                instead);
            return;
        }

        var near = registry.Suggest(name);
        Break(
            at,
            "task.unknown-type",
            $"task {Found.Quote(node.Name)} has the unknown type {Found.Quote(name)}",
            near is null ? "the types are: " + string.Join(", ", registry.TypeNames) : $"did you mean {near}?");
    }

    private void ReportNoType(DotNode node)
    {
        _isBroken = true;
        var name = Found.Quote(node.Name);
        if (node.IsDamaged || (!node.IsDeclared && !graph.IsWhole))
        {
            return; // the fault that kept its type from being read is reported already
        }

        var wrongCase = node.Attributes.FirstOrDefault(static a => a.Name.Equals("type", StringComparison.OrdinalIgnoreCase));
        if (wrongCase is not null)
        {
            faults.Add(wrongCase.NameAt, "task.no-type", $"task {name} has no type", $"write type instead of {wrongCase.Name}");
        }
        else if (node.IsDeclared)
        {
            faults.Add(node.Position, "task.no-type", $"task {name} has no type", $"write  {node.Name} [type=…]");
        }
        else
        {
            var near = Suggestion.For(node.Name, graph.Nodes.Where(static n => n.IsDeclared).Select(static n => n.Name));
            faults.Add(
                node.Position,
                "task.undeclared",
                $"{name} is named by an edge and declared nowhere",
                near is null ? $"declare it:  {node.Name} [type=…]" : $"did you mean {near}?");
        }
    }

    private void ReportCycle(IReadOnlyList<int> cycle, DependencyGraph dependencies)
    {
        var names = cycle.Append(cycle[0]).Select(i => graph.Nodes[i].Name);
        var at = dependencies.PositionOf(cycle[0], cycle[1 % cycle.Count]) ?? graph.Nodes[cycle[0]].Position;
        Break(at, "graph.cycle", "tasks wait for each other: " + string.Join(" -> ", names), "remove one of these edges or references");
    }

    private void Break(SourcePosition at, string code, string problem, string fix)
    {
        _isBroken = true;
        faults.Add(at, code, problem, fix);
    }
}
