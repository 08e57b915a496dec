
namespace Node.Jobs.Pipeline.Model;

/// <summary>One task of a compiled pipeline.</summary>
public sealed class CompiledTask
{
    internal CompiledTask(int id, string name, string type, TaskPolicy policy, PipelineTask task)
    {
        Id = id;
        Name = name;
        Type = type;
        Policy = policy;
        Task = task;
    }

    /// <summary>Place in the order of the pipeline, from 0.</summary>
    public int Id { get; }

    /// <summary>The name in the text.</summary>
    public string Name { get; }

    /// <summary>The task type, lower case.</summary>
    public string Type { get; }

    /// <summary>The <c>index</c> attribute: order among the inputs of a task and among the outputs of a run. Default:
    /// 0.</summary>
    public int Index => Policy.Index;

    /// <summary>The tasks whose results it takes, by their <c>index</c>, then in order of the pipeline.</summary>
    public IReadOnlyList<CompiledTask> Inputs { get; internal set; } = [];

    /// <summary>The names of <see cref="Inputs"/>.</summary>
    public IReadOnlyList<string> InputNames { get; internal set; } = [];

    /// <summary>The tasks that start only after it, because they take its result or mention it.</summary>
    public IReadOnlyList<CompiledTask> Downstream { get; internal set; } = [];

    /// <summary>How many tasks must be done before it.</summary>
    internal int UpstreamCount { get; set; }

    /// <summary>The attributes that every task has.</summary>
    internal TaskPolicy Policy { get; }

    /// <summary>The work.</summary>
    internal PipelineTask Task { get; }
}
