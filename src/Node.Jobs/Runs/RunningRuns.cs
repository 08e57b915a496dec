using System.Collections.Concurrent;

namespace Node.Jobs.Runs;

/// <summary>The runs that this process executes now. Safe for several threads.</summary>
public sealed class RunningRuns
{
    private readonly ConcurrentDictionary<long, RunningRun> _runs = new();
    private long _oldest;

    /// <summary>How many there are.</summary>
    public int Count => _runs.Count;

    /// <summary>The runs there are, in no order.</summary>
    internal IReadOnlyCollection<long> Ids => [.. _runs.Keys];

    /// <summary>Whether this process executes the run now.</summary>
    public bool Contains(long runId) => _runs.ContainsKey(runId);

    /// <summary>The instance under whose right the run is executed here; null when it is not.</summary>
    internal long? InstanceOf(long runId) => _runs.TryGetValue(runId, out var run) ? run.InstanceId : null;

    /// <summary>Notes that a run is executed until <see cref="Leave"/>. An execution under a right that is void already ends at once.</summary>
    /// <returns>Null when it is executed here already, or its end is not stored yet.</returns>
    internal RunningRun? TryEnter(long runId, long instanceId, CancellationToken abandon)
    {
        var run = new RunningRun(runId, instanceId, abandon);
        if (!_runs.TryAdd(runId, run))
        {
            run.Dispose();
            return null;
        }

        // After it is among the others: whoever voids the right meanwhile finds it there or is seen here.
        if (instanceId < Interlocked.Read(ref _oldest))
        {
            run.Abandon();
        }

        return run;
    }

    /// <summary>Ends the execution of a run, if there is one here.</summary>
    internal void Abandon(long runId)
    {
        if (_runs.TryGetValue(runId, out var run))
        {
            run.Abandon();
        }
    }

    /// <summary>Ends all executions that are not under the right of <paramref name="instanceId"/>, also those that begin after this.</summary>
    internal void AbandonAllBut(long instanceId)
    {
        Interlocked.Exchange(ref _oldest, instanceId);
        foreach (var run in _runs.Values.Where(run => run.InstanceId != instanceId))
        {
            run.Abandon();
        }
    }

    /// <summary>Notes that a run is not executed any more, or that its end is stored.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="instanceId">Under whose right it was executed: an execution under another right stays. Null: under any.</param>
    internal void Leave(long runId, long? instanceId)
    {
        if (_runs.TryGetValue(runId, out var run) && (instanceId is null || run.InstanceId == instanceId))
        {
            _runs.TryRemove(new KeyValuePair<long, RunningRun>(runId, run));
        }
    }
}
