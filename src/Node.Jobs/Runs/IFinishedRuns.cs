namespace Node.Jobs.Runs;

/// <summary>Who is told of runs whose end was just committed.</summary>
public interface IFinishedRuns
{
    /// <summary>Called once for each run, after the commit. Must return at once and must not throw.</summary>
    void OnFinished(FinishedRun run);
}
