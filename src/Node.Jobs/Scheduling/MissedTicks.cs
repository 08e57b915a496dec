namespace Node.Jobs.Scheduling;

/// <summary>Which of the missed ticks of a schedule are to run now. Pure.</summary>
/// <param name="Instants">The ticks to run, oldest first.</param>
/// <param name="IsCut">Whether more than <see cref="CountMax"/> were to run, and the oldest are left out.</param>
public sealed record MissedTicks(IReadOnlyList<DateTimeOffset> Instants, bool IsCut)
{
    /// <summary>How many missed ticks of one schedule run under <see cref="MisfirePolicy.All"/>; the newest ones do.</summary>
    public const int CountMax = 1000;

    /// <summary>Nothing was missed.</summary>
    public static MissedTicks None { get; } = new([], false);

    /// <summary>Chooses among the ticks after <paramref name="last"/> and up to <paramref name="now"/>.</summary>
    /// <param name="nextAfter">The first tick after an instant, or null.</param>
    /// <param name="last">The last tick that is done with.</param>
    /// <param name="now">The present.</param>
    /// <param name="policy">What to do with them.</param>
    public static MissedTicks Of(Func<DateTimeOffset, DateTimeOffset?> nextAfter, DateTimeOffset last, DateTimeOffset now, MisfirePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(nextAfter);
        if (policy == MisfirePolicy.Skip || nextAfter(last) is not { } first || first > now)
        {
            return None;
        }

        return policy == MisfirePolicy.Once ? new MissedTicks([Newest(nextAfter, last, now, 1)[^1]], false) : All(nextAfter, last, now);
    }

    private static MissedTicks All(Func<DateTimeOffset, DateTimeOffset?> nextAfter, DateTimeOffset last, DateTimeOffset now)
    {
        var newest = Newest(nextAfter, last, now, CountMax + 1);
        return newest.Count <= CountMax ? new MissedTicks(newest, false) : new MissedTicks(newest.GetRange(newest.Count - CountMax, CountMax), true);
    }

    /// <summary>The newest ticks, at least <paramref name="count"/> when there are so many. Looks back in windows that double, so that a
    /// long pause of a busy schedule costs no more than a short one.</summary>
    private static List<DateTimeOffset> Newest(Func<DateTimeOffset, DateTimeOffset?> nextAfter, DateTimeOffset last, DateTimeOffset now, int count)
    {
        for (var back = TimeSpan.FromSeconds(1); ; back *= 2)
        {
            var isWhole = now - last <= back;
            var found = Between(nextAfter, isWhole ? last : now - back, now, count);
            if (isWhole || found.Count >= count)
            {
                return found;
            }
        }
    }

    /// <summary>The ticks of a window, of which the newest are kept.</summary>
    private static List<DateTimeOffset> Between(Func<DateTimeOffset, DateTimeOffset?> nextAfter, DateTimeOffset after, DateTimeOffset until, int count)
    {
        var kept = new Queue<DateTimeOffset>();
        while (nextAfter(after) is { } tick && tick <= until)
        {
            kept.Enqueue(tick);
            if (kept.Count > count)
            {
                kept.Dequeue();
            }

            after = tick;
        }

        return [.. kept];
    }
}
