namespace Node.Jobs.Runs;

/// <summary>Who is told of runs that were just committed: the job runner.</summary>
public interface IAcceptedRuns
{
    /// <summary>Called once for each new run, in order of its number, after the commit. Must return at once and must not throw.</summary>
    void OnAccepted(OpenRun run);
}
