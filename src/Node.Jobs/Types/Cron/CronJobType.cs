using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Jobs.Runs;
using Node.Jobs.Scheduling;
using Node.Jobs.Specs;

namespace Node.Jobs.Types.Cron;

/// <summary><c>type = "cron"</c>: one run at each tick of a schedule.</summary>
internal sealed class CronJobType(Scheduler scheduler, IRunInbox inbox, ILoggerFactory loggers) : IJobType
{
    public string TypeName => "cron";

    public object ReadSpec(SpecFields fields)
    {
        var text = fields.Text("schedule");
        if (text is null)
        {
            if (!fields.Has("schedule"))
            {
                fields.Fault("schedule", SpecCodes.Missing, "is missing", "write e.g. schedule = \"CRON_TZ=UTC 0 */5 * * * *\" or \"@every 10m\"");
            }

            return new CronSpec(null!);
        }

        if (!ScheduleParser.TryParse(text, out var schedule, out var problem))
        {
            fields.Fault("schedule", SpecCodes.Value, $"is not a schedule: {problem}", "correct it");
        }

        return new CronSpec(schedule!);
    }

    public IReadOnlyList<IService> BuildServices(Job job) =>
        [new CronTrigger(job, ((CronSpec)job.Spec.TypeSpec).Schedule, scheduler, inbox, loggers.CreateLogger<CronTrigger>())];
}
