namespace Node.Jobs.Bridges;

/// <summary>Which timeout fits a bridge, from how long its answers took.</summary>
internal static class TimeoutAdvice
{
    /// <summary>Fewer calls say nothing. Default: 20.</summary>
    public const int CallsMin = 20;

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Twice the time within which 99 of 100 answers came, in whole seconds; more than what was waited so far when one call in a hundred
    /// was not answered in that time. Null when too few calls are known.
    /// </summary>
    /// <param name="answered">How many calls were answered.</param>
    /// <param name="timedOut">How many were not, in the time they had.</param>
    /// <param name="p99">Of the answered ones.</param>
    /// <param name="longestWaited">The longest time that one was waited for in vain.</param>
    public static TimeSpan? For(long answered, long timedOut, TimeSpan? p99, TimeSpan longestWaited)
    {
        if (answered + timedOut < CallsMin)
        {
            return null;
        }

        var fit = 2 * (p99 ?? TimeSpan.Zero);
        if (timedOut * 100 > answered + timedOut && fit <= longestWaited)
        {
            fit = 1.5 * longestWaited;
        }

        fit = TimeSpan.FromSeconds(Math.Ceiling(fit.TotalSeconds));
        return fit < Least ? Least : fit > BridgeRules.TimeoutMax ? BridgeRules.TimeoutMax : fit;
    }
}
