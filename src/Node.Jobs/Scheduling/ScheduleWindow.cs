namespace Node.Jobs.Scheduling;

/// <summary>From when until when something may happen; both ends belong to it.</summary>
/// <param name="StartAt">The first instant; null for no beginning.</param>
/// <param name="EndAt">The last instant; null for no end.</param>
public readonly record struct ScheduleWindow(DateTimeOffset? StartAt, DateTimeOffset? EndAt)
{
    /// <summary>Whether any tick of a schedule can lie within the window. For one that recurs, a window without a beginning begins in 1970.</summary>
    public bool MayHold(Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return NextAfter(schedule, schedule.Instant is null ? DateTimeOffset.UnixEpoch : DateTimeOffset.MinValue) is not null;
    }

    /// <summary>The first tick of a schedule after an instant and within the window, or null.</summary>
    public DateTimeOffset? NextAfter(Schedule schedule, DateTimeOffset instant)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var after = StartAt is { } start && start > instant ? start.AddTicks(-1) : instant;
        return schedule.NextAfter(after) is { } next && !(next > EndAt) ? next : null;
    }
}
