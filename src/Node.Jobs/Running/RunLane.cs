using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>
/// The queue of one job: accepted runs start in order, at most <see cref="ConcurrentMax"/> at once; runs that come back from a
/// wait go first. Holds at most a given number of runs in memory: what is beyond stays in the database and is loaded later.
/// Safe for several threads.
/// </summary>
internal sealed class RunLane(long jobId, int queueMax)
{
    private readonly Lock _gate = new();
    private readonly Queue<OpenRun> _accepted = new();
    private readonly Queue<OpenRun> _ready = new();
    private readonly HashSet<long> _readyIds = [];
    private long _lastQueuedId;
    private bool _spilled;
    private bool _loading;
    private bool _addedWhileLoading;
    private bool _scheduled;
    private int _running;

    public long JobId => jobId;

    /// <summary>How many runs of the job may go at once.</summary>
    public int ConcurrentMax { get; set; } = 1;

    /// <summary>Begins anew with what the database has, as at a start. Nothing of the lane may be running.</summary>
    public void TakeUp()
    {
        lock (_gate)
        {
            // What came in meanwhile is in the database too, behind what waited there.
            _accepted.Clear();
            _lastQueuedId = 0;
            _spilled = true;
        }
    }

    /// <summary>Adds an accepted run, or notes that the database has one more.</summary>
    /// <returns>Whether the lane is to be scheduled now.</returns>
    public bool Add(OpenRun run)
    {
        lock (_gate)
        {
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

    /// <summary>Adds a run that goes on after a wait.</summary>
    /// <returns>Whether the lane is to be scheduled now.</returns>
    public bool AddReady(OpenRun run)
    {
        lock (_gate)
        {
            if (_readyIds.Add(run.Id))
            {
                _ready.Enqueue(run);
            }

            return TrySchedule();
        }
    }

    /// <summary>Takes the lane off the schedule and says what to do with it now.</summary>
    /// <param name="run">The run to start; it counts as running from here.</param>
    /// <param name="loadAfterId">When there is no run: load accepted runs above this id and call <see cref="Loaded"/>.</param>
    public LaneTurn Take(out OpenRun? run, out long loadAfterId)
    {
        lock (_gate)
        {
            _scheduled = false;
            loadAfterId = _lastQueuedId;
            run = null;
            if (_running >= ConcurrentMax)
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

            _running++;
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

    /// <summary>Takes in a loaded page.</summary>
    /// <returns>Whether the lane is to be scheduled now.</returns>
    public bool Loaded(IReadOnlyList<OpenRun> page, bool isLast)
    {
        lock (_gate)
        {
            foreach (var run in page)
            {
                _accepted.Enqueue(run);
                _lastQueuedId = run.Id;
            }

            _loading = false;
            _spilled = !isLast || _addedWhileLoading;
            return TrySchedule();
        }
    }

    /// <summary>Gives up a load that failed; it will be tried again at the next turn.</summary>
    public bool LoadFailed()
    {
        lock (_gate)
        {
            _loading = false;
            return TrySchedule();
        }
    }

    /// <summary>A run ended or was suspended.</summary>
    /// <returns>Whether the lane is to be scheduled now.</returns>
    public bool Release()
    {
        lock (_gate)
        {
            _running--;
            return TrySchedule();
        }
    }

    private bool TrySchedule()
    {
        var hasWork = _ready.Count > 0 || _accepted.Count > 0 || (_spilled && !_loading);
        if (_scheduled || !hasWork || _running >= ConcurrentMax)
        {
            return false;
        }

        _scheduled = true;
        return true;
    }
}
