namespace Node.Jobs.Scheduling;

/// <summary>How long to wait before a tick that could not be accepted is tried again.</summary>
internal static class TickRetry
{
    /// <summary>The longest pause.</summary>
    public static readonly TimeSpan DelayMax = TimeSpan.FromMinutes(1);

    private const int DoublingsMax = 6;

    /// <summary>The pause after the given attempt, counted from 1: a second, and twice as long each time, up to <see cref="DelayMax"/>.</summary>
    public static TimeSpan DelayAfter(int attempt)
    {
        var delay = TimeSpan.FromSeconds(1 << Math.Min(attempt - 1, DoublingsMax));
        return delay < DelayMax ? delay : DelayMax;
    }
}
