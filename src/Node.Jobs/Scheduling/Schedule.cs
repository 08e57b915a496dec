namespace Node.Jobs.Scheduling;

/// <summary>When something is to happen: at the times of a cron expression in a time zone, every so often, or once.</summary>
public sealed class Schedule
{
    private readonly CronTimes? _times;

    internal Schedule(string text, CronTimes times, TimeZoneInfo zone)
    {
        Text = text;
        _times = times;
        Zone = zone;
    }

    internal Schedule(string text, TimeSpan every)
    {
        Text = text;
        Every = every;
        Zone = TimeZoneInfo.Utc;
    }

    internal Schedule(string text, DateTimeOffset instant)
    {
        Text = text;
        Instant = instant.ToUniversalTime();
        Zone = TimeZoneInfo.Utc;
    }

    /// <summary>As the operator wrote it.</summary>
    public string Text { get; }

    /// <summary>The interval, for <c>@every</c>; null for a cron expression. Ticks fall on whole multiples of it since 1970-01-01T00:00:00Z,
    /// so that every replica and every start of the node agree on them.</summary>
    public TimeSpan? Every { get; }

    /// <summary>The only instant, for <c>@at</c>; null for what recurs.</summary>
    public DateTimeOffset? Instant { get; }

    /// <summary>The fields of a cron expression; null for the other kinds.</summary>
    internal CronTimes? Times => _times;

    /// <summary>The zone in which a cron expression is read.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>The first instant after <paramref name="instant"/>, in UTC; null when the schedule never comes again.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset instant) => this switch
    {
        { Instant: { } only } => only > instant ? only : null,
        { Every: { } every } => NextMultiple(instant, every),
        _ => _times!.NextAfter(instant, Zone),
    };

    /// <summary>The first instants after <paramref name="after"/>, in UTC; fewer than <paramref name="count"/> when the schedule ends.</summary>
    public IReadOnlyList<DateTimeOffset> Next(DateTimeOffset after, int count)
    {
        var instants = new List<DateTimeOffset>(count);
        while (instants.Count < count && NextAfter(after) is { } next)
        {
            instants.Add(next);
            after = next;
        }

        return instants;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static DateTimeOffset? NextMultiple(DateTimeOffset instant, TimeSpan every)
    {
        var since = instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        var left = every.Ticks - (((since % every.Ticks) + every.Ticks) % every.Ticks);
        return left <= DateTimeOffset.MaxValue.UtcTicks - instant.UtcTicks ? new DateTimeOffset(instant.UtcTicks + left, TimeSpan.Zero) : null;
    }
}
