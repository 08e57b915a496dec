namespace Node.Commands.Recordings;

/// <summary>The real clock; keeps what it said.</summary>
internal sealed class RecordingTime(TimeProvider inner, Recording recording) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow()
    {
        lock (recording.Gate)
        {
            var now = inner.GetUtcNow();
            recording.Times.Add(now.UtcTicks);
            return now;
        }
    }

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        int place;
        lock (recording.Gate)
        {
            place = recording.Timers.Count;
            recording.Timers.Add(false);
        }

        return inner.CreateTimer(
            given =>
            {
                lock (recording.Gate)
                {
                    recording.Timers[place] = true;
                }

                callback(given);
            },
            state,
            dueTime,
            period);
    }
}
