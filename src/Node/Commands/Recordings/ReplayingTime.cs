namespace Node.Commands.Recordings;

/// <summary>A clock that says what it said before. A timer that came to its end then does so at once now, the others never do.</summary>
internal sealed class ReplayingTime(TimeProvider inner, Recording recording) : TimeProvider
{
    private readonly Lock _gate = new();
    private int _nextTime;
    private int _nextTimer;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            // A run that asks more often than it did is another run; its record shows the last time then.
            var at = Math.Min(_nextTime++, recording.Times.Count - 1);
            return at < 0 ? DateTimeOffset.UnixEpoch : new DateTimeOffset(recording.Times[at], TimeSpan.Zero);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            var place = _nextTimer++;
            var ends = place < recording.Timers.Count && recording.Timers[place];
            return inner.CreateTimer(callback, state, ends ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
