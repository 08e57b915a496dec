namespace DevChain.Nodes;

/// <summary>A task of a run, as the node's API shows it.</summary>
/// <param name="Name">Its name in the pipeline.</param>
/// <param name="Type">What it does, e.g. <c>median</c>.</param>
/// <param name="Output">Its result as JSON text, or null.</param>
/// <param name="Fault">Why it failed, or null.</param>
/// <param name="FinishedAt">When it ended, or null as long as it has not.</param>
public sealed record NodeTaskRun(string Name, string Type, string? Output, string? Fault, DateTimeOffset? FinishedAt);
