using Quartz;

namespace Node.Jobs.Scheduling;

/// <summary>What Quartz runs at each tick: passes the scheduled instant on.</summary>
internal sealed class TickJob : IJob
{
    public const string ListenerKey = "listener";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var listener = (IScheduleListener)context.MergedJobDataMap[ListenerKey]!;
        await listener.OnTickAsync(context.ScheduledFireTimeUtc ?? context.FireTimeUtc, cancellationToken);
    }
}
