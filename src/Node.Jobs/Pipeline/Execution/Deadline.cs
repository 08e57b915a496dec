namespace Node.Jobs.Pipeline.Execution;

/// <summary>Spans of time as timers take them. A spec may name any span; a timer cannot count the longest ones.</summary>
internal static class Deadline
{
    /// <summary>The longest span that a timer of the platform counts: 49 days and 17 hours. Runs are over long before, so one that
    /// is longer never comes to its end.</summary>
    public static readonly TimeSpan TimerMax = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>A source that ends after the span: at once when it is not positive, and never when no timer can count it.</summary>
    public static CancellationTokenSource After(TimeSpan span, TimeProvider time) =>
        span > TimerMax ? new CancellationTokenSource() : new CancellationTokenSource(span > TimeSpan.Zero ? span : TimeSpan.Zero, time);

    /// <summary>Waits for the span; one that no timer can count until <paramref name="ct"/> ends.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> ended first.</exception>
    public static Task WaitAsync(TimeSpan span, TimeProvider time, CancellationToken ct) =>
        span > TimerMax ? Task.Delay(Timeout.InfiniteTimeSpan, time, ct) : Task.Delay(span > TimeSpan.Zero ? span : TimeSpan.Zero, time, ct);
}
