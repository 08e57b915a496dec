using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>
/// The queue of one job: accepted runs start in order, at most <see cref="ConcurrentMax"/> at once; runs that come back from a
/// wait go first. Starts runs only while this process owns it. Holds at most a given number of runs in memory: what is beyond
/// stays in the database and is loaded later. Safe for several threads. What gives a truth value says whether the lane is to
/// be scheduled now.
/// </summary>
internal sealed class RunLane(long jobId, int queueMax)
{
    private readonly Lock _gate = new();
    private readonly LaneQueue _queue = new(queueMax);
    private readonly Dictionary<long, OpenRun?> _running = [];
    private LaneHold _hold;
    private long _owner;
    private long _places;
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

    /// <summary>Whether another process has the lane.</summary>
    public bool IsForeign => Is(LaneHold.Foreign);

    /// <summary>Whether the lane takes nothing any more.</summary>
    public bool IsRetired => Is(LaneHold.Retired);

    /// <summary>Whether the lane is to be asked for: true once, until it is owned, left or orphaned.</summary>
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
    public bool Own(long owner)
    {
        lock (_gate)
        {
            if (_hold != LaneHold.Retired && !(_hold == LaneHold.Owned && _owner == owner))
            {
                Change(LaneHold.Owned);
                _owner = owner;
            }

            return TrySchedule();
        }
    }

    /// <summary>Another process has the lane, and what is queued here is its business.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            Change(LaneHold.Foreign);
        }
    }

    /// <summary>Nobody is known to have the lane.</summary>
    public void Orphan() => OrphanIf(static () => true);

    /// <summary>The process that had the lane is perhaps gone.</summary>
    public void OrphanForeign() => OrphanIf(() => _hold == LaneHold.Foreign);

    /// <summary>The right under which this process had the lane is void.</summary>
    public void OrphanOf(long owner) => OrphanIf(() => _hold == LaneHold.Owned && _owner == owner);

    /// <summary>Adds an accepted run, or notes that the database has one more.</summary>
    public bool Add(OpenRun run) => IfOwned(() => _queue.Add(run));

    /// <summary>Notes that the database has runs up to <paramref name="lastId"/>, which another process accepted.</summary>
    public bool AddStored(long lastId) => IfOwned(() => _queue.AddStored(lastId));

    /// <summary>Adds a run that goes on after a wait. One that is still on its way out goes on when it has left.</summary>
    public bool AddReady(OpenRun run) => IfOwned(() =>
    {
        if (_running.ContainsKey(run.Id))
        {
            _running[run.Id] = run;
        }
        else
        {
            _queue.AddReady(run);
        }
    });

    /// <summary>Adds a run that is stored as ready, unless it is under way here: then it is stored so only until it ends.</summary>
    public bool AddReadyOnce(OpenRun run) => IfOwned(() =>
    {
        if (!_running.ContainsKey(run.Id))
        {
            _queue.AddReady(run);
        }
    });

    /// <summary>Begins anew with what the database has.</summary>
    public bool Reload() => IfOwned(() => _queue.Clear(hasMore: true));

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
            load = default;
            run = null;
            if (_hold != LaneHold.Owned || _running.Count >= ConcurrentMax)
            {
                return LaneTurn.Nothing;
            }

            do
            {
                // What was loaded again while it goes here already is dropped; if it is given up, it comes back by its release.
                run = _queue.Take();
            }
            while (run is not null && _running.ContainsKey(run.Id));

            if (run is null)
            {
                return _queue.TryBeginLoad(out load) ? LaneTurn.Load : LaneTurn.Nothing;
            }

            _running[run.Id] = null;
            return LaneTurn.Run;
        }
    }

    /// <summary>Whether the lane has more to start at once.</summary>
    public bool Reschedule() => Do(static () => { });

    /// <summary>Takes in what was loaded.</summary>
    public bool Loaded(LaneLoad load, IReadOnlyList<OpenRun> page, bool isLast) => Do(() => _queue.Loaded(load, page, isLast));

    /// <summary>Gives up a load that failed; it will be tried again at the next turn.</summary>
    public bool LoadFailed(LaneLoad load) => Do(() => _queue.LoadFailed(load));

    /// <summary>Gives a place to a run that is executed before it is accepted; <see cref="Release"/> takes it back.</summary>
    /// <param name="isBusy">When there is none: whether the lane is this process's and will be free again.</param>
    /// <returns>The place; null when another run comes first or there is no room.</returns>
    public EarlyPlace? TryEnterEarly(out bool isBusy)
    {
        lock (_gate)
        {
            isBusy = _hold == LaneHold.Owned;
            if (!isBusy || !_queue.IsIdle || _running.Count >= ConcurrentMax)
            {
                return null;
            }

            // Below zero: no run has such a number.
            _running[--_places] = null;
            return new EarlyPlace(_places, _owner, _queue.Arrivals);
        }
    }

    /// <summary>Whether the lane is still <paramref name="owner"/>'s and was given no run since it had <paramref name="arrivals"/>.</summary>
    public bool IsSince(long owner, long arrivals)
    {
        lock (_gate)
        {
            return _hold == LaneHold.Owned && _owner == owner && _queue.Arrivals == arrivals;
        }
    }

    /// <summary>A run ended, was suspended or was given up.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="givenUp">The run when it is to begin again, provided that the lane is owned; null when not.</param>
    public bool Release(long runId, OpenRun? givenUp = null)
    {
        lock (_gate)
        {
            _running.Remove(runId, out var again);
            again ??= _hold == LaneHold.Owned ? givenUp : null;
            if (again is not null)
            {
                _queue.AddReady(again);
            }

            return TrySchedule();
        }
    }

    /// <summary>Takes a run out of the queue that was cancelled.</summary>
    public void Forget(long runId)
    {
        lock (_gate)
        {
            _queue.Forget(runId);
        }
    }

    /// <summary>Ends the life of a lane that has nothing to do: it takes nothing any more.</summary>
    /// <returns>False when it has something to do.</returns>
    public bool TryRetire()
    {
        lock (_gate)
        {
            if (_hold == LaneHold.Asked || _running.Count > 0 || _queue.IsLoading || _queue.HasWork)
            {
                return false;
            }

            _hold = LaneHold.Retired;
            return true;
        }
    }

    private bool Is(LaneHold hold)
    {
        lock (_gate)
        {
            return _hold == hold;
        }
    }

    private void OrphanIf(Func<bool> isOrphan)
    {
        lock (_gate)
        {
            if (isOrphan())
            {
                Change(LaneHold.Nobody);
            }
        }
    }

    private bool Do(Action change)
    {
        lock (_gate)
        {
            change();
            return TrySchedule();
        }
    }

    private bool IfOwned(Action change)
    {
        lock (_gate)
        {
            if (_hold == LaneHold.Owned)
            {
                change();
            }

            return TrySchedule();
        }
    }

    private void Change(LaneHold hold)
    {
        (_hold, _owner) = (hold, 0);
        _queue.Clear(hasMore: hold == LaneHold.Owned);
        foreach (var id in _running.Keys)
        {
            // What was to go on afterwards is in the database, for whoever has the lane then.
            _running[id] = null;
        }
    }

    private bool TrySchedule()
    {
        if (_hold != LaneHold.Owned || _scheduled || !_queue.HasWork || _running.Count >= ConcurrentMax)
        {
            return false;
        }

        _scheduled = true;
        return true;
    }
}
