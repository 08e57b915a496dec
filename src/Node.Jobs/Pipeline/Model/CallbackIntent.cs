namespace Node.Jobs.Pipeline.Model;

/// <summary>A question whose answer may come later.</summary>
/// <param name="TaskName">The task.</param>
/// <param name="BridgeName">The bridge that is going to be asked.</param>
public sealed record CallbackIntent(string TaskName, string BridgeName);
