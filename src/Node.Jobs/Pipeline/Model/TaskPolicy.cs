namespace Node.Jobs.Pipeline.Model;

/// <summary>The attributes that every task has.</summary>
internal sealed record TaskPolicy
{
    /// <summary>Further attempts that a task may ask for. Default: 100.</summary>
    public const int RetriesMax = 100;

    /// <summary>Order key. Default: 0.</summary>
    public int Index { get; init; }

    /// <summary>Deadline of one attempt; zero or less: none, not even the task's own. Default: not given.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether an error ends the whole run. Default: false.</summary>
    public bool FailEarly { get; init; }

    /// <summary>Further attempts after the first, when the error is transient. Default: 0.</summary>
    public int Retries { get; init; }

    /// <summary>Wait before the second attempt; it doubles with each further one. Default: 5 s.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait between attempts. Default: 1 min, or <see cref="MinBackoff"/> where that is longer.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The wait before an attempt, counted from 2.</summary>
    public TimeSpan BackoffBefore(int attempt)
    {
        if (MinBackoff >= MaxBackoff)
        {
            return MaxBackoff;
        }

        var doublings = Math.Min(attempt - 2, 62);
        var ticks = (Int128)MinBackoff.Ticks << doublings;
        return ticks >= MaxBackoff.Ticks ? MaxBackoff : TimeSpan.FromTicks((long)ticks);
    }
}
