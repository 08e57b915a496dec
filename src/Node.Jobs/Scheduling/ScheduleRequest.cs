namespace Node.Jobs.Scheduling;

/// <summary>What the scheduler is asked for: a schedule of a job, and whom to tell.</summary>
public sealed record ScheduleRequest
{
    /// <summary>The job.</summary>
    public required long JobId { get; init; }

    /// <summary>Which schedule of the job, when it has several. Default: empty, for the only one.</summary>
    public string Entry { get; init; } = "";

    /// <summary>When.</summary>
    public required Schedule Schedule { get; init; }

    /// <summary>From when until when. Default: always.</summary>
    public ScheduleWindow Window { get; init; }

    /// <summary>What becomes of missed ticks. A one-time schedule is never left out. Default: the newest stands for all.</summary>
    public MisfirePolicy Misfire { get; init; }

    /// <summary>
    /// Since when the schedule is wanted, such as when its job was stored: ticks after that count as missed when nothing else is known of it, as
    /// after a crash soon after. Default: since the request.
    /// </summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whom to tell.</summary>
    public required IScheduleListener Listener { get; init; }
}
