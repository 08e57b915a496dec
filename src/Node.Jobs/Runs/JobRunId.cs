namespace Node.Jobs.Runs;

/// <summary>A run and its job.</summary>
internal sealed class JobRunId
{
    public long JobId { get; init; }

    public long RunId { get; init; }
}
