using Node.Core.Storage;

namespace Node.Jobs.Runs;

/// <summary>The right of this process to write for a run that it executes.</summary>
internal sealed class RunRight(RunningRuns running, RunInstanceRepository instances)
{
    /// <summary>Whether no other process has taken over from the instance that executes the run. On PostgreSQL none can until the transaction ends.</summary>
    /// <returns>False also for a run that is not executed here.</returns>
    public async Task<bool> HoldsAsync(WriteSession session, long runId) =>
        running.InstanceOf(runId) is { } instanceId && (await instances.HeldAsync(session, [instanceId])).Contains(instanceId);
}
