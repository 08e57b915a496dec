using Node.Jobs.Scheduling;

namespace Node.Jobs.Types.Cron;

/// <summary>The keys of a cron job.</summary>
/// <param name="Schedule">When it runs (<c>schedule</c>).</param>
/// <param name="Misfire">What becomes of ticks that were missed (<c>misfire</c>).</param>
public sealed record CronSpec(Schedule Schedule, MisfirePolicy Misfire);
