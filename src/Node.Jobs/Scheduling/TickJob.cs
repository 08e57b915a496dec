using Quartz;

namespace Node.Jobs.Scheduling;

/// <summary>What Quartz runs at each tick: passes the scheduled instant on.</summary>
internal sealed class TickJob : IJob
{
    public const string SchedulerKey = "scheduler";
    public const string EntryKey = "entry";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var scheduler = (Scheduler)context.MergedJobDataMap[SchedulerKey]!;
        var entry = (ScheduleEntry)context.MergedJobDataMap[EntryKey]!;
        await scheduler.TickAsync(entry, context.Trigger.StartTimeUtc, cancellationToken);
    }
}
