namespace Node.Jobs.Scheduling;

/// <summary>When something recurs: the times of a cron expression in a time zone, or every so often.</summary>
public sealed class Schedule
{
    internal Schedule(string text, string quartzCron, TimeZoneInfo zone)
    {
        Text = text;
        QuartzCron = quartzCron;
        Zone = zone;
    }

    internal Schedule(string text, TimeSpan every)
    {
        Text = text;
        Every = every;
        Zone = TimeZoneInfo.Utc;
    }

    /// <summary>As the operator wrote it.</summary>
    public string Text { get; }

    /// <summary>The interval, for <c>@every</c>; null for a cron expression. Ticks fall on whole multiples of it since 1970-01-01T00:00:00Z,
    /// so that every replica and every start of the node agree on them.</summary>
    public TimeSpan? Every { get; }

    /// <summary>The zone in which a cron expression is read.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>The cron expression in Quartz's dialect, seconds first; null for <c>@every</c>.</summary>
    internal string? QuartzCron { get; }

    /// <summary>The first tick of an <c>@every</c> schedule after <paramref name="instant"/>.</summary>
    internal DateTimeOffset FirstAfter(DateTimeOffset instant)
    {
        var ticks = Every!.Value.Ticks;
        var since = instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        return DateTimeOffset.UnixEpoch.AddTicks(((since / ticks) + 1) * ticks);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
