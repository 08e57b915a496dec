using Node.Jobs.Pipeline.Model;

namespace Node.Jobs.Pipeline.Graph;

/// <summary>A pipeline that is checked and ready: a run only executes it. Never changes, serves any number of runs at
/// once.</summary>
public sealed class CompiledPipeline
{
    internal CompiledPipeline(string source, IReadOnlyList<CompiledTask> tasks, IReadOnlyList<CompiledTask> terminals)
    {
        Source = source;
        Tasks = tasks;
        Terminals = terminals;
        TerminalNames = [.. terminals.Select(static t => t.Name)];
        BridgeNames = [.. tasks.Select(static t => t.Task.BridgeName).OfType<string>().Distinct(StringComparer.Ordinal)];
        MaySuspend = tasks.Any(static t => t.Task.MaySuspend);
        OnlyComputes = tasks.All(static t => t.Task is ComputeTask { HasEffect: false });
    }

    /// <summary>The text it was compiled from.</summary>
    public string Source { get; }

    /// <summary>The tasks, each after all it depends on.</summary>
    public IReadOnlyList<CompiledTask> Tasks { get; }

    /// <summary>The tasks that nothing depends on, by <c>index</c>, then in order of the pipeline: their results are the run's
    /// outputs.</summary>
    public IReadOnlyList<CompiledTask> Terminals { get; }

    /// <summary>The names of <see cref="Terminals"/>.</summary>
    public IReadOnlyList<string> TerminalNames { get; }

    /// <summary>The bridges that its tasks ask, lower case, each once.</summary>
    public IReadOnlyList<string> BridgeNames { get; }

    /// <summary>Whether a run of it can end as suspended.</summary>
    public bool MaySuspend { get; }

    /// <summary>Whether nothing outside can tell if a run of it was executed, or how often: no task asks or changes anything.</summary>
    public bool OnlyComputes { get; }

    /// <summary>The task of that name; null when there is none.</summary>
    public CompiledTask? Find(string name) => Tasks.FirstOrDefault(t => t.Name == name);
}
