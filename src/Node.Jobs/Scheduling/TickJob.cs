using Quartz;

namespace Node.Jobs.Scheduling;

/// <summary>What Quartz runs at each instant: passes it on.</summary>
internal sealed class TickJob : IJob
{
    public const string SchedulerKey = "scheduler";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await ((Scheduler)context.MergedJobDataMap[SchedulerKey]!).TickAsync(context.Trigger.StartTimeUtc);
}
