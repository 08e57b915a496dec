using Node.Jobs.Scheduling;

namespace Node.Jobs.Types.Cron;

/// <summary>The keys of a cron job.</summary>
/// <param name="Schedule">When it runs (<c>schedule</c>).</param>
public sealed record CronSpec(Schedule Schedule);
