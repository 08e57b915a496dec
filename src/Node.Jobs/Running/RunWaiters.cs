using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>Lets callers wait until a run is finished and stored.</summary>
public sealed class RunWaiters(IRunReader runs) : IFinishedRuns
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, List<TaskCompletionSource>> _waiting = [];

    /// <inheritdoc/>
    public void OnFinished(FinishedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        List<TaskCompletionSource>? waiters;
        lock (_gate)
        {
            _waiting.Remove(run.Id, out waiters);
        }

        foreach (var waiter in waiters ?? [])
        {
            waiter.TrySetResult();
        }
    }

    /// <summary>Waits until a run is finished, but no longer than <paramref name="patience"/>.</summary>
    /// <returns>The run as it is then; null when there is no such run.</returns>
    public async Task<RunView?> WaitAsync(long runId, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var waiter = Enter(runId);
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
            Leave(runId, waiter);
        }
    }

    private TaskCompletionSource Enter(long runId)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (!_waiting.TryGetValue(runId, out var waiters))
            {
                _waiting[runId] = waiters = [];
            }

            waiters.Add(waiter);
        }

        return waiter;
    }

    private void Leave(long runId, TaskCompletionSource waiter)
    {
        lock (_gate)
        {
            // Others may wait for the same run.
            if (_waiting.TryGetValue(runId, out var waiters) && waiters.Remove(waiter) && waiters.Count == 0)
            {
                _waiting.Remove(runId);
            }
        }
    }
}
