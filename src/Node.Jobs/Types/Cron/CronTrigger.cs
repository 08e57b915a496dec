using System.Globalization;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Scheduling;
using Node.Jobs.Specs;

namespace Node.Jobs.Types.Cron;

/// <summary>Accepts one run at each tick. The key is the scheduled instant: a second replica that ticks too makes no second run.</summary>
internal sealed class CronTrigger(Job job, Schedule schedule, Scheduler scheduler, IRunInbox inbox, ILogger<CronTrigger> logger)
    : Service(string.Create(CultureInfo.InvariantCulture, $"Jobs.Cron.{job.Id}"), logger), IScheduleListener
{
    private static readonly PipelineValue Vars = PipelineValue.Map(("jobRun", PipelineValue.Map(("meta", PipelineValue.Map()))));

    public async Task OnTickAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Stopping);
        try
        {
            var key = instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            await inbox.AcceptAsync(new Trigger(job.Id, TriggerKind.Cron, key, Vars), both.Token);
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested)
        {
            // The node stops, or the job is being deleted.
        }
    }

    protected override async Task OnStartAsync(CancellationToken startToken) => await scheduler.AddAsync(Name, schedule, this, startToken);

    protected override Task OnCloseAsync() => scheduler.RemoveAsync(Name, CancellationToken.None);
}
