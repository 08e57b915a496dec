namespace DevChain.Nodes;

/// <summary>A run, as the node's API shows it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="CreatedAt">When it was accepted.</param>
/// <param name="FinishedAt">When it ended, or null as long as it has not.</param>
/// <param name="Faults">What went wrong; empty when nothing did.</param>
/// <param name="Tasks">Its tasks in the order in which they ended.</param>
public sealed record NodeRun(
    string Id, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, IReadOnlyList<string> Faults, IReadOnlyList<NodeTaskRun> Tasks);
