using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>
/// The runs of a lane that are in memory: those that come back from a wait, then accepted ones in order, and whether the database
/// has more. Not safe for several threads.
/// </summary>
internal sealed class LaneQueue(int countMax)
{
    private readonly Queue<OpenRun> _accepted = new();
    private readonly Queue<OpenRun> _ready = new();
    private readonly HashSet<long> _readyIds = [];
    private long _lastQueuedId;
    private long _loadNumber;
    private bool _spilled;
    private bool _addedWhileLoading;

    /// <summary>How often something came that is to be started in its turn.</summary>
    public long Arrivals { get; private set; }

    /// <summary>Whether nothing waits for its turn, here or in the database.</summary>
    public bool IsIdle => _ready.Count == 0 && _accepted.Count == 0 && !_spilled && !IsLoading;

    /// <summary>Whether something is being loaded.</summary>
    public bool IsLoading { get; private set; }

    /// <summary>Whether there is something to start or to load.</summary>
    public bool HasWork => _ready.Count > 0 || _accepted.Count > 0 || (_spilled && !IsLoading);

    /// <summary>Empties the queue; what is being loaded will not be taken.</summary>
    /// <param name="hasMore">Whether to begin with what the database has.</param>
    public void Clear(bool hasMore)
    {
        _accepted.Clear();
        _ready.Clear();
        _readyIds.Clear();
        (_lastQueuedId, _spilled, IsLoading, _addedWhileLoading) = (0, hasMore, false, false);
        _loadNumber++;
        Arrivals++;
    }

    /// <summary>Adds an accepted run, or notes that the database has one more.</summary>
    public void Add(OpenRun run)
    {
        Arrivals++;
        if (_spilled || IsLoading)
        {
            _addedWhileLoading = true;
        }
        else if (run.Id > _lastQueuedId)
        {
            if (_accepted.Count >= countMax)
            {
                _spilled = true;
            }
            else
            {
                _accepted.Enqueue(run);
                _lastQueuedId = run.Id;
            }
        }
    }

    /// <summary>Notes that the database has runs up to <paramref name="lastId"/>.</summary>
    public void AddStored(long lastId)
    {
        if (lastId > _lastQueuedId)
        {
            Arrivals++;
            _addedWhileLoading = IsLoading;
            _spilled = true;
        }
    }

    /// <summary>Adds a run that goes on after a wait, once.</summary>
    public void AddReady(OpenRun run)
    {
        if (_readyIds.Add(run.Id))
        {
            _ready.Enqueue(run);
        }
    }

    /// <summary>Takes the next run.</summary>
    public OpenRun? Take()
    {
        if (_ready.TryDequeue(out var run))
        {
            _readyIds.Remove(run.Id);
            return run;
        }

        return _accepted.TryDequeue(out run) ? run : null;
    }

    /// <summary>Begins to load.</summary>
    /// <returns>False when there is nothing to load, or it is being loaded.</returns>
    public bool TryBeginLoad(out LaneLoad load)
    {
        load = new LaneLoad(_lastQueuedId, _loadNumber);
        if (!_spilled || IsLoading)
        {
            return false;
        }

        IsLoading = true;
        _addedWhileLoading = false;
        return true;
    }

    /// <summary>Takes in what was loaded, unless the queue was emptied meanwhile.</summary>
    public void Loaded(LaneLoad load, IReadOnlyList<OpenRun> page, bool isLast)
    {
        if (load.Number == _loadNumber)
        {
            foreach (var run in page)
            {
                _accepted.Enqueue(run);
                _lastQueuedId = run.Id;
            }

            IsLoading = false;
            _spilled = !isLast || _addedWhileLoading;
        }
    }

    /// <summary>Gives up a load that failed.</summary>
    public void LoadFailed(LaneLoad load) => IsLoading = load.Number != _loadNumber && IsLoading;

    /// <summary>Takes a run out.</summary>
    public void Forget(long runId)
    {
        Filter(_accepted, runId);
        Filter(_ready, runId);
        _readyIds.Remove(runId);
    }

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
}
