namespace Node.Jobs.Runs.Retrying;

/// <summary>What came of asking for a retry.</summary>
/// <param name="RunId">The new run, or that of an earlier request for the same; 0 when it was refused.</param>
/// <param name="Refusal">Why not; null when there is a run.</param>
/// <param name="Problem">The same for reading, with what to do; null when there is a run.</param>
public readonly record struct RetryAnswer(long RunId, RetryRefusal? Refusal, string? Problem)
{
    internal static RetryAnswer Of(long runId) => new(runId, null, null);

    internal static RetryAnswer Refuse(RetryRefusal refusal, string problem) => new(0, refusal, problem);
}
