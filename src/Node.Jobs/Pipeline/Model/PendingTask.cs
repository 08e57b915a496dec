namespace Node.Jobs.Pipeline.Model;

/// <summary>What a suspended task waits for.</summary>
/// <param name="WaitsFor">In words for the operator, e.g. <c>12 confirmations of transaction 7</c>.</param>
/// <param name="Token">What the answer carries to find the task again; null when it is found by other means.</param>
public sealed record PendingTask(string WaitsFor, string? Token = null);
