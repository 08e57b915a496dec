using Node.Jobs.Pipeline.Model;

namespace Node.Jobs.Pipeline.Graph;

/// <summary>One value of the attribute <c>type</c>: what may stand in such a task and how it is made.</summary>
/// <param name="Name">Lower case.</param>
/// <param name="Attributes">Its own attributes, next to those that every task has.</param>
/// <param name="Create">Makes the task from its attributes; faults go to the builder.</param>
internal sealed record TaskType(string Name, IReadOnlyList<string> Attributes, Func<TaskBuilder, PipelineTask> Create)
{
    /// <summary>Fewest inputs. Default: 0.</summary>
    public int InputsMin { get; init; }

    /// <summary>Most inputs. Default: null, any number.</summary>
    public int? InputsMax { get; init; }
}
