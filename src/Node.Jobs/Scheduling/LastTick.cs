namespace Node.Jobs.Scheduling;

/// <summary>A row of <c>schedule_ticks</c>: how far a schedule of a job is.</summary>
internal sealed class LastTick
{
    public long JobId { get; init; }

    public string Entry { get; init; } = "";

    /// <summary>The schedule as it was written; another text begins anew.</summary>
    public string Schedule { get; init; } = "";

    /// <summary>Every tick up to here is done with.</summary>
    public DateTimeOffset Instant { get; init; }

    public (long JobId, string Entry) Key => (JobId, Entry);
}
