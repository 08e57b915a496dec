namespace Node.Jobs.Runs;

/// <summary>The answer to a trigger: its key is committed.</summary>
/// <param name="RunId">The run, new or of the earlier delivery.</param>
/// <param name="IsNew">False when the key was known: nothing more will happen.</param>
public readonly record struct AcceptedRun(long RunId, bool IsNew);
