using Node.Jobs.Pipeline.Model;

namespace Node.Jobs.Pipeline.Graph;

/// <summary>Ties compiled tasks together.</summary>
internal static class TaskLinks
{
    /// <summary>Sets the inputs, by <c>index</c> and then in order of the pipeline, and who starts after whom.</summary>
    /// <param name="tasks">The tasks by id.</param>
    /// <param name="order">The node of each id.</param>
    /// <param name="dependencies">Who waits for whom.</param>
    public static void Connect(IReadOnlyList<CompiledTask> tasks, IReadOnlyList<int> order, DependencyGraph dependencies)
    {
        var idOf = new int[order.Count];
        for (var id = 0; id < order.Count; id++)
        {
            idOf[order[id]] = id;
        }

        var downstream = tasks.Select(static _ => new List<CompiledTask>()).ToArray();
        for (var id = 0; id < order.Count; id++)
        {
            var task = tasks[id];
            task.Inputs = [.. dependencies.ExplicitInputs(order[id]).Select(n =>
                tasks[idOf[n]]).OrderBy(static t => t.Index).ThenBy(static t => t.Id)];
            task.InputNames = [.. task.Inputs.Select(static t => t.Name)];
            task.UpstreamCount = dependencies.Upstream(order[id]).Count;
            foreach (var before in dependencies.Upstream(order[id]))
            {
                downstream[idOf[before]].Add(task);
            }
        }

        for (var id = 0; id < order.Count; id++)
        {
            tasks[id].Downstream = [.. downstream[id]];
        }
    }
}
