using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>
/// The queue of one job: accepted runs start in order, at most <see cref="ConcurrentMax"/> at once; runs that come back from a
/// wait go first. Starts runs only while this process owns it. Holds at most a given number of runs in memory: what is beyond
/// stays in the database and is loaded later. Safe for several threads.
/// </summary>
internal sealed class RunLane(long jobId, int queueMax)
{
    private readonly Lock _gate = new();
    private readonly Queue<OpenRun> _accepted = new();
    private readonly Queue<OpenRun> _ready = new();
    private readonly HashSet<long> _readyIds = [];
    private readonly Dictionary<long, OpenRun?> _running = [];
    private LaneHold _hold;
    private long _owner;
    private long _lastQueuedId;
    private long _loadNumber;
    private bool _spilled;
    private bool _loading;
    private bool _addedWhileLoading;
    private bool _scheduled;

    public long JobId => jobId;

    /// <summary>How many runs of the job may go at once.</summary>
    public int ConcurrentMax { get; set; } = 1;

    /// <summary>How many runs of the job go now.</summary>
    public int RunningCount
    {
        get
        {
            lock (_gate)
            {
                return _running.Count;
            }
        }
    }

    /// <summary>Says that the lane has work and nobody has been asked for it yet. Gives true once, until <see cref="Own"/>, <see cref="Leave"/> or <see cref="Orphan"/>.</summary>
    public bool WantsClaim()
    {
        lock (_gate)
        {
            if (_hold != LaneHold.Nobody)
            {
                return false;
            }

            _hold = LaneHold.Asked;
            return true;
        }
    }

    /// <summary>The lane is this process's; begins anew with what the database has.</summary>
    /// <returns>Whether the lane is to be scheduled now.</returns>
    public bool Own(long owner)
    {
        lock (_gate)
        {
            if (_hold == LaneHold.Retired)
            {
                return false;
            }

            Clear();
            (_hold, _owner, _spilled) = (LaneHold.Owned, owner, true);
            return TrySchedule();
        }
    }

    /// <summary>Another process has the lane, and what is queued here is its business.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            Clear();
            _hold = LaneHold.Foreign;
        }
    }

    /// <summary>The process that had the lane is gone.</summary>
    public void OrphanForeign()
    {
        lock (_gate)
        {
            if (_hold == LaneHold.Foreign)
            {
                _hold = LaneHold.Nobody;
            }
        }
    }

    /// <summary>The right under which this process had the lane is void.</summary>
    public void OrphanOf(long owner)
    {
        lock (_gate)
        {
            if (_hold == LaneHold.Owned && _owner == owner)
            {
                Clear();
                _hold = LaneHold.Nobody;
            }
        }
    }

    /// <summary>Nobody is known to have the lane.</summary>
    public void Orphan()
    {
        lock (_gate)
        {
            Clear();
            _hold = LaneHold.Nobody;
        }
    }

    /// <summary>Adds an accepted run, or notes that the database has one more.</summary>
    /// <returns>Whether the lane is to be scheduled now.</returns>
    public bool Add(OpenRun run)
    {
        lock (_gate)
        {
            if (_hold != LaneHold.Owned)
            {
                return false;
            }

            if (_spilled || _loading)
            {
                _addedWhileLoading = true;
            }
            else if (run.Id > _lastQueuedId)
            {
                if (_accepted.Count >= queueMax)
                {
                    _spilled = true;
                }
                else
                {
                    _accepted.Enqueue(run);
                    _lastQueuedId = run.Id;
                }
            }

            return TrySchedule();
        }
    }

    /// <summary>Notes that the database has runs up to <paramref name="lastId"/>, which another process accepted.</summary>
    /// <returns>Whether the lane is to be scheduled now.</returns>
    public bool AddStored(long lastId)
    {
        lock (_gate)
        {
            if (_hold != LaneHold.Owned || lastId <= _lastQueuedId)
            {
                return false;
            }

            _addedWhileLoading = _loading;
            _spilled = true;
            return TrySchedule();
        }
    }

    /// <summary>Adds a run that goes on after a wait. One that is still on its way out goes on when it has left.</summary>
    /// <returns>Whether the lane is to be scheduled now.</returns>
    public bool AddReady(OpenRun run)
    {
        lock (_gate)
        {
            if (_hold != LaneHold.Owned)
            {
                return false;
            }

            if (_running.ContainsKey(run.Id))
            {
                _running[run.Id] = run;
            }
            else if (_readyIds.Add(run.Id))
            {
                _ready.Enqueue(run);
            }

            return TrySchedule();
        }
    }

    /// <summary>Adds a run that is stored as ready, unless it is under way here: then it is stored so only until it ends.</summary>
    /// <returns>Whether the lane is to be scheduled now.</returns>
    public bool AddReadyOnce(OpenRun run)
    {
        lock (_gate)
        {
            if (_hold == LaneHold.Owned && !_running.ContainsKey(run.Id) && _readyIds.Add(run.Id))
            {
                _ready.Enqueue(run);
            }

            return TrySchedule();
        }
    }

    /// <summary>Takes the lane off the schedule and says what to do with it now.</summary>
    /// <param name="run">The run to start; it counts as running from here until <see cref="Release"/>.</param>
    /// <param name="owner">The right under which it starts.</param>
    /// <param name="load">When there is no run: what to load; then call <see cref="Loaded"/>.</param>
    public LaneTurn Take(out OpenRun? run, out long owner, out LaneLoad load)
    {
        lock (_gate)
        {
            _scheduled = false;
            owner = _owner;
            load = new LaneLoad(_lastQueuedId, _loadNumber);
            run = null;
            if (_hold != LaneHold.Owned || _running.Count >= ConcurrentMax)
            {
                return LaneTurn.Nothing;
            }

            if (_ready.TryDequeue(out run))
            {
                _readyIds.Remove(run.Id);
            }
            else if (!_accepted.TryDequeue(out run))
            {
                if (!_spilled || _loading)
                {
                    return LaneTurn.Nothing;
                }

                _loading = true;
                _addedWhileLoading = false;
                return LaneTurn.Load;
            }

            _running[run.Id] = null;
            return LaneTurn.Run;
        }
    }

    /// <summary>Whether the lane has more to start at once.</summary>
    public bool Reschedule()
    {
        lock (_gate)
        {
            return TrySchedule();
        }
    }

    /// <summary>Takes in what was loaded.</summary>
    /// <returns>Whether the lane is to be scheduled now.</returns>
    public bool Loaded(LaneLoad load, IReadOnlyList<OpenRun> page, bool isLast)
    {
        lock (_gate)
        {
            if (load.Number == _loadNumber)
            {
                foreach (var run in page)
                {
                    _accepted.Enqueue(run);
                    _lastQueuedId = run.Id;
                }

                _loading = false;
                _spilled = !isLast || _addedWhileLoading;
            }

            return TrySchedule();
        }
    }

    /// <summary>Gives up a load that failed; it will be tried again at the next turn.</summary>
    public bool LoadFailed(LaneLoad load)
    {
        lock (_gate)
        {
            _loading = load.Number != _loadNumber && _loading;
            return TrySchedule();
        }
    }

    /// <summary>A run ended, was suspended or was given up.</summary>
    /// <returns>Whether the lane is to be scheduled now.</returns>
    public bool Release(long runId)
    {
        lock (_gate)
        {
            if (_running.Remove(runId, out var again) && again is not null && _hold == LaneHold.Owned && _readyIds.Add(runId))
            {
                _ready.Enqueue(again);
            }

            return TrySchedule();
        }
    }

    /// <summary>Takes a run out of the queue that was cancelled.</summary>
    public void Forget(long runId)
    {
        lock (_gate)
        {
            Filter(_accepted, runId);
            Filter(_ready, runId);
            _readyIds.Remove(runId);
        }
    }

    /// <summary>Ends the life of a lane that has nothing to do: it takes nothing any more.</summary>
    /// <returns>False when it has something to do.</returns>
    public bool TryRetire()
    {
        lock (_gate)
        {
            if (_hold == LaneHold.Asked || _running.Count > 0 || _loading || HasWork)
            {
                return false;
            }

            _hold = LaneHold.Retired;
            return true;
        }
    }

    /// <summary>Whether the lane takes nothing any more.</summary>
    public bool IsRetired
    {
        get
        {
            lock (_gate)
            {
                return _hold == LaneHold.Retired;
            }
        }
    }

    private bool HasWork => _ready.Count > 0 || _accepted.Count > 0 || (_spilled && !_loading);

    private static void Filter(Queue<OpenRun> queue, long runId)
    {
        for (var left = queue.Count; left > 0; left--)
        {
            if (queue.Dequeue() is var run && run.Id != runId)
            {
                queue.Enqueue(run);
            }
        }
    }

    private void Clear()
    {
        _accepted.Clear();
        _ready.Clear();
        _readyIds.Clear();
        foreach (var id in _running.Keys)
        {
            _running[id] = null;
        }

        (_owner, _lastQueuedId, _spilled, _loading, _addedWhileLoading) = (0, 0, false, false, false);
        _loadNumber++;
    }

    private bool TrySchedule()
    {
        if (_hold != LaneHold.Owned || _scheduled || !HasWork || _running.Count >= ConcurrentMax)
        {
            return false;
        }

        _scheduled = true;
        return true;
    }
}
