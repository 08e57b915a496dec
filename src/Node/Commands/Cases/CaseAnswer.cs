using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Commands.Cases;

/// <summary>What came out of a case.</summary>
/// <param name="State"><c>completed</c>, <c>errored</c>, <c>suspended</c> or <c>invalid</c>.</param>
/// <param name="Tasks">The results by task; none when the pipeline was refused.</param>
/// <param name="Outputs">The results in order, null for one that failed.</param>
/// <param name="IsOrdered">Whether each result has an <c>index</c> of its own; otherwise their order has no meaning.</param>
/// <param name="Refusal">Why the pipeline was refused; null when it was not.</param>
internal sealed record CaseAnswer(
    string State, IReadOnlyDictionary<string, TaskResult> Tasks, IReadOnlyList<PipelineValue?> Outputs, bool IsOrdered, string? Refusal)
{
    /// <summary>What a run came to.</summary>
    public static CaseAnswer Of(PipelineRun run) => new(
        run.State.ToString().ToLowerInvariant(),
        run.Tasks.ToDictionary(task => task.Name, task => task.Result, StringComparer.Ordinal),
        run.Outputs,
        run.Tasks.Where(task => run.Terminals.Contains(task.Name)).DistinctBy(task => task.Index).Count() == run.Terminals.Count,
        null);

    /// <summary>A pipeline that was refused.</summary>
    public static CaseAnswer Refused(string why) => new("invalid", new Dictionary<string, TaskResult>(), [], true, why);
}
