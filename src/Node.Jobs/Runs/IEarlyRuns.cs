namespace Node.Jobs.Runs;

/// <summary>Executes runs whose pipelines only compute before their acceptance is written, so that acceptance and end are one write.</summary>
internal interface IEarlyRuns
{
    /// <summary>Executes a run that is not accepted yet, if that is allowed now.</summary>
    /// <returns>What came of it, to be disposed of once it is queued for the journal; null when the run is to be accepted first.</returns>
    ValueTask<EarlyRun?> TryExecuteAsync(OpenRun run, CancellationToken cancellationToken);

    /// <summary>A run of the job is about to be accepted without having been executed.</summary>
    void Expect(long jobId);

    /// <summary>What was expected is accepted or given up.</summary>
    void Settle(long jobId);

    /// <summary>Whether nothing has come before the run since it was executed. If something has, its end is dropped and it is executed in its turn.</summary>
    bool MayKeep(EarlyRun run);
}
