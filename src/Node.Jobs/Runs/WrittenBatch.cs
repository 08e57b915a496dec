namespace Node.Jobs.Runs;

/// <summary>What a journal's commit came to.</summary>
internal sealed class WrittenBatch
{
    /// <summary>The answer to each acceptance, in the order of the batch.</summary>
    public List<AcceptedEnd> Accepted { get; } = [];

    /// <summary>The runs that this commit has put into the history.</summary>
    public List<FinishedRun> Finished { get; } = [];

    /// <summary>The highest number of each job among runs that other processes accepted since the last commit.</summary>
    public List<(long JobId, long RunId)> Foreign { get; } = [];

    /// <summary>Instances whose ends were refused.</summary>
    public HashSet<long> Refused { get; } = [];

    /// <summary>The number after the last that was taken; null when none was.</summary>
    public long? NextId { get; set; }
}
