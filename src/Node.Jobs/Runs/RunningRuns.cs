using System.Collections.Concurrent;

namespace Node.Jobs.Runs;

/// <summary>The runs that this process executes now. Safe for several threads.</summary>
public sealed class RunningRuns
{
    private readonly ConcurrentDictionary<long, RunningRun> _runs = new();

    /// <summary>How many there are.</summary>
    public int Count => _runs.Count;

    /// <summary>The runs there are, in no order.</summary>
    internal IReadOnlyCollection<long> Ids => [.. _runs.Keys];

    /// <summary>Whether this process executes the run now.</summary>
    public bool Contains(long runId) => _runs.ContainsKey(runId);

    /// <summary>The instance under whose right the run is executed here; null when it is not.</summary>
    internal long? InstanceOf(long runId) => _runs.TryGetValue(runId, out var run) ? run.InstanceId : null;

    /// <summary>Notes that a run is executed until <see cref="Leave"/>.</summary>
    internal RunningRun Enter(long runId, long instanceId, CancellationToken abandon)
    {
        var run = new RunningRun(runId, instanceId, abandon);
        _runs[runId] = run;
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

    /// <summary>Ends all executions that are not under the right of <paramref name="instanceId"/>.</summary>
    internal void AbandonAllBut(long instanceId)
    {
        foreach (var run in _runs.Values.Where(run => run.InstanceId != instanceId))
        {
            run.Abandon();
        }
    }

    /// <summary>Notes that a run is not executed any more, or that its end is stored.</summary>
    internal void Leave(long runId) => _runs.TryRemove(runId, out _);
}
