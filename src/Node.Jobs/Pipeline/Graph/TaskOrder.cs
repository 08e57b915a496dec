
namespace Node.Jobs.Pipeline.Graph;

/// <summary>The nodes so that each comes after all it waits for; among those that could come next, the first in the
/// text.</summary>
/// <param name="Nodes">All nodes; with a cycle, those of the cycle and behind it last.</param>
/// <param name="Cycle">Nodes that wait for each other, each for the one before; null when there are none.</param>
internal sealed record TaskOrder(IReadOnlyList<int> Nodes, IReadOnlyList<int>? Cycle)
{
    /// <summary>Sorts.</summary>
    public static TaskOrder Sort(int count, DependencyGraph dependencies)
    {
        var waitsFor = new int[count];
        var next = new List<int>[count];
        for (var i = 0; i < count; i++)
        {
            waitsFor[i] = dependencies.Upstream(i).Count;
            next[i] = [];
        }

        for (var i = 0; i < count; i++)
        {
            foreach (var before in dependencies.Upstream(i))
            {
                next[before].Add(i);
            }
        }

        var ready = new PriorityQueue<int, int>();
        for (var i = 0; i < count; i++)
        {
            if (waitsFor[i] == 0)
            {
                ready.Enqueue(i, i);
            }
        }

        var order = new List<int>(count);
        while (ready.TryDequeue(out var node, out _))
        {
            order.Add(node);
            foreach (var following in next[node])
            {
                if (--waitsFor[following] == 0)
                {
                    ready.Enqueue(following, following);
                }
            }
        }

        if (order.Count == count)
        {
            return new TaskOrder(order, null);
        }

        var left = Enumerable.Range(0, count).Where(i => waitsFor[i] > 0).ToHashSet();
        var cycle = FindCycle(left, dependencies);
        order.AddRange(left.Order());
        return new TaskOrder(order, cycle);
    }

    private static List<int> FindCycle(HashSet<int> left, DependencyGraph dependencies)
    {
        var path = new List<int>();
        for (var node = left.Min(); !path.Contains(node);)
        {
            path.Add(node);
            node = dependencies.Upstream(node).First(left.Contains); // each of them waits for another of them
            if (path.Contains(node))
            {
                path.RemoveRange(0, path.IndexOf(node));
                break;
            }
        }

        path.Reverse();
        var first = path.IndexOf(path.Min());
        return [.. path[first..], .. path[..first]];
    }
}
