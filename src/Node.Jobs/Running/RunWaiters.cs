using System.Collections.Concurrent;
using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>Lets callers wait until a run is finished and stored.</summary>
public sealed class RunWaiters(IRunReader runs) : IFinishedRuns
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _waiting = new();

    /// <inheritdoc/>
    public void OnFinished(FinishedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (_waiting.TryRemove(run.Id, out var waiter))
        {
            waiter.TrySetResult();
        }
    }

    /// <summary>Waits until a run is finished, but no longer than <paramref name="patience"/>.</summary>
    /// <returns>The run as it is then; null when there is no such run.</returns>
    public async Task<RunView?> WaitAsync(long runId, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var waiter = _waiting.GetOrAdd(runId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            // It may have ended before the waiter was there.
            var run = await runs.FindAsync(runId, cancellationToken);
            if (run is null or { FinishedAt: not null } or { State: RunStatus.Suspended })
            {
                return run;
            }

            try
            {
                await waiter.Task.WaitAsync(patience, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                // The caller gets the run as it is.
            }

            return await runs.FindAsync(runId, cancellationToken);
        }
        finally
        {
            _waiting.TryRemove(KeyValuePair.Create(runId, waiter));
        }
    }
}
