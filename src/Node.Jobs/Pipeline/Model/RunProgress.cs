namespace Node.Jobs.Pipeline.Model;

/// <summary>How far a run is at the moment of an effect.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Finished">The tasks that have a result. The task that asks for the effect is not among them.</param>
public sealed record RunProgress(long RunId, RunCheckpoint Finished);
