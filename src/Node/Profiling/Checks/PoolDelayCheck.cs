namespace Node.Profiling.Checks;

/// <summary>Trips when queued work waits too long for a thread of the pool: each look queues one item and sees how long the last one waited.</summary>
/// <param name="delayMax">How long it may wait; zero for never.</param>
/// <param name="time">The clock.</param>
/// <param name="queue">Where work is queued; null for the thread pool.</param>
internal sealed class PoolDelayCheck(TimeSpan delayMax, TimeProvider time, Action<Action>? queue = null)
{
    public const string Reason = "queued work waits for threads";

    private long _queuedAt;
    private long _ranAt;
    private bool _isQueued;

    public IReadOnlyDictionary<string, string>? Look()
    {
        if (delayMax == TimeSpan.Zero)
        {
            return null;
        }

        var ranAt = Volatile.Read(ref _ranAt);
        var hasRun = ranAt != 0;
        var delay = _isQueued ? time.GetElapsedTime(_queuedAt, hasRun ? ranAt : time.GetTimestamp()) : TimeSpan.Zero;
        if (hasRun || !_isQueued)
        {
            _isQueued = true;
            _queuedAt = time.GetTimestamp();
            Volatile.Write(ref _ranAt, 0);
            Queue();
        }

        return delay <= delayMax
            ? null
            : Measured.Of(
                ("delay_ms", (long)delay.TotalMilliseconds), ("delay_max_ms", (long)delayMax.TotalMilliseconds), ("still_waiting", hasRun ? 0 : 1),
                ("pool_threads", ThreadPool.ThreadCount), ("queued", ThreadPool.PendingWorkItemCount));
    }

    /// <summary>Measures from now on: what has run is forgotten, what still waits waits from now.</summary>
    public void Rebase()
    {
        _isQueued = _isQueued && Volatile.Read(ref _ranAt) == 0;
        _queuedAt = time.GetTimestamp();
    }

    private void Queue()
    {
        if (queue is not null)
        {
            queue(Run);
            return;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static check => check.Run(), this, preferLocal: false);
    }

    private void Run() => Volatile.Write(ref _ranAt, Math.Max(1, time.GetTimestamp()));
}
