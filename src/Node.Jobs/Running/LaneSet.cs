using System.Collections.Concurrent;
using System.Threading.Channels;
using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>All lanes, and the order in which they get their turn: each that has something to do stands in line once.</summary>
internal sealed class LaneSet(LaneClaims claims, RunsOptions options)
{
    private readonly ConcurrentDictionary<long, RunLane> _lanes = new();
    private readonly ConcurrentQueue<RunLane> _held = new();
    private readonly ConcurrentQueue<RunLane> _paused = new();
    private readonly Channel<RunLane> _turns = Channel.CreateUnbounded<RunLane>();
    private int _busy;

    /// <summary>Lanes whose turn it is, in order.</summary>
    public ChannelReader<RunLane> Turns => _turns.Reader;

    /// <summary>How many lanes are in memory.</summary>
    public int Count => _lanes.Count;

    /// <summary>How many runs have a place.</summary>
    public int BusyCount => Volatile.Read(ref _busy);

    /// <summary>How many lanes another process has: this one stands by for them.</summary>
    public int ForeignCount => _lanes.Count(lane => lane.Value.IsForeign);

    /// <summary>How many lanes are paused.</summary>
    public int PausedCount => _paused.Count;

    /// <summary>Gives no more turns.</summary>
    public void Complete() => _turns.Writer.TryComplete();

    /// <summary>Changes a job's lane; gives it a turn when that is due, and asks for it when nobody has it.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="change">The change; says whether a turn is due.</param>
    public void Change(long jobId, Func<RunLane, bool> change)
    {
        while (true)
        {
            var lane = _lanes.GetOrAdd(jobId, id => new RunLane(id, options.LaneQueueMax));
            var isDue = change(lane);
            if (lane.IsRetired)
            {
                // It was given up meanwhile and took nothing.
                _lanes.TryRemove(new KeyValuePair<long, RunLane>(jobId, lane));
                continue;
            }

            Schedule(lane, isDue);
            if (lane.WantsClaim())
            {
                claims.Ask(lane);
            }

            return;
        }
    }

    /// <summary>The lane of a job; null when it has none yet.</summary>
    public RunLane? Find(long jobId) => _lanes.GetValueOrDefault(jobId);

    /// <summary>Takes a run that was cancelled out of its lane's queue.</summary>
    public void Forget(long jobId, long runId)
    {
        if (_lanes.TryGetValue(jobId, out var lane))
        {
            lane.Forget(runId);
        }
    }

    /// <summary>Lets the lanes of jobs begin anew with what the database has, where there are such lanes.</summary>
    public void Reload(IReadOnlyCollection<long> jobIds)
    {
        foreach (var jobId in jobIds)
        {
            if (_lanes.TryGetValue(jobId, out var lane))
            {
                Schedule(lane, lane.Reload());
            }
        }
    }

    /// <summary>The right of an instance is void: its lanes are nobody's, and what its runs have left open is looked for in all others.</summary>
    public void Void(long instanceId) => ForEach(lane =>
    {
        lane.OrphanOf(instanceId);
        Schedule(lane, lane.Reload());
    });

    /// <summary>Changes all lanes that there are.</summary>
    public void ForEach(Action<RunLane> change)
    {
        foreach (var lane in _lanes.Values)
        {
            change(lane);
        }
    }

    /// <summary>Gives a lane a turn if one is due.</summary>
    public void Schedule(RunLane lane, bool isDue)
    {
        if (isDue)
        {
            _turns.Writer.TryWrite(lane);
        }
    }

    /// <summary>Whether a lane may start a run now. If not, it gets its turn again when a place is free.</summary>
    public bool MayStart(RunLane lane)
    {
        if (LaneShare.MayStart(lane.RunningCount, FreePlaces, options.ConcurrentMax))
        {
            return true;
        }

        _held.Enqueue(lane);
        if (LaneShare.MayStart(lane.RunningCount, FreePlaces, options.ConcurrentMax))
        {
            // A run ended just now and may not have seen it.
            Release();
        }

        return false;
    }

    /// <summary>Keeps a lane whose turn it is until <see cref="Resume"/>.</summary>
    public void Pause(RunLane lane) => _paused.Enqueue(lane);

    /// <summary>Gives the paused lanes their turn.</summary>
    public void Resume()
    {
        while (_paused.TryDequeue(out var lane))
        {
            _turns.Writer.TryWrite(lane);
        }
    }

    /// <summary>A run takes a place.</summary>
    public void Occupy() => Interlocked.Increment(ref _busy);

    /// <summary>A run has left its place.</summary>
    public void Vacate()
    {
        Interlocked.Decrement(ref _busy);
        Release();
    }

    /// <summary>Forgets lanes that are of no job and have nothing to do.</summary>
    /// <returns>The jobs whose lanes were this process's.</returns>
    public IReadOnlyList<long> Retire(Func<long, bool> exists)
    {
        List<long> retired = [];
        foreach (var (jobId, lane) in _lanes)
        {
            if (!exists(jobId) && lane.TryRetire())
            {
                _lanes.TryRemove(new KeyValuePair<long, RunLane>(jobId, lane));
                retired.Add(jobId);
            }
        }

        return retired;
    }

    private int FreePlaces => options.ConcurrentMax - Volatile.Read(ref _busy);

    private void Release()
    {
        while (_held.TryDequeue(out var lane))
        {
            _turns.Writer.TryWrite(lane);
        }
    }
}
