namespace Node.Jobs.Scheduling;

/// <summary>One schedule with its listener, as long as it is wanted.</summary>
internal sealed class ScheduleEntry(ScheduleRequest request)
{
    private volatile bool _isRemoved;

    public ScheduleRequest Request => request;

    public string Name { get; } = request.Entry.Length == 0 ? $"job {request.JobId}" : $"job {request.JobId} {request.Entry}";

    public (long JobId, string Entry) Key => (request.JobId, request.Entry);

    /// <summary>The instant for which it stands in the agenda; owned by the agenda.</summary>
    public DateTimeOffset? Due { get; set; }

    public bool IsRemoved => _isRemoved;

    /// <summary>What waits to be delivered.</summary>
    public TickQueue Ticks { get; } = new();

    public DateTimeOffset? NextAfter(DateTimeOffset instant) => request.Window.NextAfter(request.Schedule, instant);

    public MissedTicks MissedBetween(DateTimeOffset last, DateTimeOffset now) =>
        MissedTicks.Of(NextAfter, last, now, request.Schedule.Instant is null ? request.Misfire : MisfirePolicy.Once);

    public void Remove() => _isRemoved = true;
}
