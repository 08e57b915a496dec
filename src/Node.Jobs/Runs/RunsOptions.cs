using Node.Core.Config;

namespace Node.Jobs.Runs;

/// <summary>How runs are accepted, run and written (<c>Runs</c>).</summary>
public sealed class RunsOptions : IConfigSection
{
    private static readonly TimeSpan LeaseTimeMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeaseTimeMax = TimeSpan.FromHours(1);

    /// <summary>How many runs go at once, over all jobs; an eighth of them is kept for jobs of which none goes. Default: 64.</summary>
    public int ConcurrentMax { get; init; } = 64;

    /// <summary>How many accepted runs of one job are kept in memory; what is beyond waits in the database. Default: 1,000.</summary>
    public int LaneQueueMax { get; init; } = 1000;

    /// <summary>How many writes may wait for the journal; a sender beyond that waits. Default: 4,096.</summary>
    public int JournalQueueMax { get; init; } = 4096;

    /// <summary>How many writes the journal commits together. Default: 500.</summary>
    public int JournalBatchMax { get; init; } = 500;

    /// <summary>The longest time a run may take until it ends or is suspended, counted anew when it goes on. Default: 10 minutes.</summary>
    public TimeSpan DurationMax { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long running runs may go on when the node stops; what is not done then runs again at the next start. Default: 5 seconds.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How many runs of one job may be open: accepted, going on or waiting. A caller beyond that is refused, a schedule tries again and logs
    /// wait. Default: 100,000.
    /// </summary>
    public int OpenMax { get; init; } = 100_000;

    /// <summary>
    /// How long a run may be open since its acceptance, whatever it does or waits for; then it ends errored. Default: 30 days.
    /// </summary>
    public TimeSpan AgeMax { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long a run may wait for something outside, counted anew for each wait; then it ends errored. Default: 7 days.</summary>
    public TimeSpan SuspendedAgeMax { get; init; } = TimeSpan.FromDays(7);

    /// <summary>
    /// On PostgreSQL: how long a process that does not answer keeps its right to execute runs; then another takes over. A process
    /// that stops gives it back at once. Default: 10 seconds.
    /// </summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The most space that finished runs may take, with their indexes; the oldest go first. Their keys come on top (see
    /// <see cref="KeyAgeMax"/>). Default: 4 GB.
    /// </summary>
    public FileSize HistorySizeMax { get; init; } = new(4_000_000_000);

    /// <summary>How long finished runs are kept, if there is room. Default: 30 days.</summary>
    public TimeSpan HistoryAgeMax { get; init; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How long a trigger's key is known: a second delivery after that is a second run. Keys of open runs stay. Default: 30 days.
    /// </summary>
    public TimeSpan KeyAgeMax { get; init; } = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public void Validate(ConfigFaults faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        RequireRange(faults, nameof(ConcurrentMax), ConcurrentMax, 10_000);
        RequireRange(faults, nameof(LaneQueueMax), LaneQueueMax, 1_000_000);
        RequireRange(faults, nameof(JournalQueueMax), JournalQueueMax, 1_000_000);
        RequireRange(faults, nameof(JournalBatchMax), JournalBatchMax, 10_000);
        RequireRange(faults, nameof(OpenMax), OpenMax, 100_000_000);
        if (DurationMax <= TimeSpan.Zero)
        {
            faults.Add(nameof(DurationMax), "must be longer than 0, e.g. \"10m\"");
        }

        RetentionLimits.Validate(this, faults);
        if (SuspendedAgeMax <= TimeSpan.Zero)
        {
            faults.Add(nameof(SuspendedAgeMax), "must be longer than 0, e.g. \"168h\"");
        }

        if (AgeMax < SuspendedAgeMax)
        {
            faults.Add(nameof(AgeMax), $"must be at least {nameof(SuspendedAgeMax)}, e.g. \"720h\"");
        }

        if (LeaseTime < LeaseTimeMin || LeaseTime > LeaseTimeMax)
        {
            faults.Add(nameof(LeaseTime), $"must be from {LeaseTimeMin.TotalSeconds:0} second to {LeaseTimeMax.TotalHours:0} hour");
        }

        if (StopGrace < TimeSpan.Zero)
        {
            faults.Add(nameof(StopGrace), "must not be negative");
        }
    }

    private static void RequireRange(ConfigFaults faults, string key, int value, int max)
    {
        if (value < 1 || value > max)
        {
            faults.Add(key, $"is {value}; must be from 1 to {max}");
        }
    }
}
