namespace Node.Tests.Telemetry.Alerts;

/// <summary>A clock that the test moves, and timers that come sooner than they were asked for.</summary>
/// <param name="hurry">How many times sooner.</param>
internal sealed class ShiftedTime(int hurry = 1) : TimeProvider
{
    private long _offset;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _offset));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Hurried(dueTime), Hurried(period));

    /// <summary>Moves the clock.</summary>
    public void Shift(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);

    /// <summary>Sets the clock.</summary>
    public void SetTo(DateTimeOffset now) => Interlocked.Exchange(ref _offset, (now - System.GetUtcNow()).Ticks);

    private TimeSpan Hurried(TimeSpan time) => time > TimeSpan.Zero ? time / hurry : time;
}
