namespace Node.Jobs.Scheduling;

/// <summary>From when until when something may happen; both ends belong to it.</summary>
/// <param name="StartAt">The first instant; null for no beginning.</param>
/// <param name="EndAt">The last instant; null for no end.</param>
public readonly record struct ScheduleWindow(DateTimeOffset? StartAt, DateTimeOffset? EndAt)
{
    /// <summary>The first tick of a schedule after an instant and within the window, or null.</summary>
    public DateTimeOffset? NextAfter(Schedule schedule, DateTimeOffset instant)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var after = StartAt is { } start && start > instant ? start.AddTicks(-1) : instant;
        return schedule.NextAfter(after) is { } next && !(next > EndAt) ? next : null;
    }
}
