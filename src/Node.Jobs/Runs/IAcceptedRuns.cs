namespace Node.Jobs.Runs;

/// <summary>Who is told of runs that were just committed: the job runner.</summary>
public interface IAcceptedRuns
{
    /// <summary>Called once for each new run, in order of its number, after the commit. Must return at once and must not throw.</summary>
    void OnAccepted(OpenRun run);

    /// <summary>Called when other processes have accepted runs since the last commit of this one, before this one's are told. Must return at once and must not throw.</summary>
    /// <param name="runs">Of each job concerned the highest number.</param>
    void OnForeign(IReadOnlyList<(long JobId, long RunId)> runs)
    {
    }

    /// <summary>Called when ends of runs were not written, because another process has taken over from the instance that executed them.</summary>
    void OnRefused(long instanceId)
    {
    }
}
