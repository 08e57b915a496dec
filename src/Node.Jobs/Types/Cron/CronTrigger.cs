using System.Globalization;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Core.Text;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Scheduling;
using Node.Jobs.Specs;

namespace Node.Jobs.Types.Cron;

/// <summary>Accepts one run at each tick. The key is the scheduled instant: a second replica that ticks too makes no second run.</summary>
internal sealed class CronTrigger(Job job, CronSpec spec, string entry, Scheduler scheduler, IRunInbox inbox, ILogger<CronTrigger> logger)
    : Service(string.Create(CultureInfo.InvariantCulture, $"Jobs.Cron.{job.Id}{(entry.Length == 0 ? "" : ".")}{entry}"), logger), IScheduleListener
{
    private static readonly PipelineValue Vars = PipelineValue.Map(("jobRun", PipelineValue.Map(("meta", PipelineValue.Map()))));

    public async Task OnTickAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Stopping);
        await inbox.AcceptAsync(new Trigger(job.Id, TriggerKind.Cron, Instants.Format(instant), Vars), both.Token);
    }

    protected override Task OnStartAsync(CancellationToken startToken) => scheduler.AddAsync(new ScheduleRequest
    {
        JobId = job.Id,
        Entry = entry,
        Schedule = spec.Schedule,
        Window = new ScheduleWindow(job.Spec.StartAt, job.Spec.EndAt),
        Misfire = spec.Misfire,
        Since = job.UpdatedAt,
        Listener = this,
    });

    protected override Task OnCloseAsync() => scheduler.RemoveAsync(job.Id, entry);
}
