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

    /// <summary>The runs whose ends were written.</summary>
    public HashSet<long> Written { get; } = [];

    /// <summary>The ends that were stored before, of runs whose ends were to be written and that were not open any more.</summary>
    public Dictionary<long, FinishedRun> Earlier { get; } = [];

    /// <summary>Instances whose ends were refused.</summary>
    public HashSet<long> Refused { get; } = [];

    /// <summary>The number after the last that was taken; null when none was.</summary>
    public long? NextId { get; set; }

    /// <summary>How a run really ended; null when it is not known to have ended.</summary>
    public FinishedRun? EndOf(FinishedRun run)
    {
        if (Written.Contains(run.Id))
        {
            return run;
        }

        // The same end: a commit of unknown outcome had gone through.
        return Earlier.TryGetValue(run.Id, out var stored) && stored.State == run.State && stored.FinishedAt == run.FinishedAt ? run : stored;
    }
}
