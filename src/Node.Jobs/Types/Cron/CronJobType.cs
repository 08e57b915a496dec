using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Jobs.Runs;
using Node.Jobs.Scheduling;
using Node.Jobs.Specs;

namespace Node.Jobs.Types.Cron;

/// <summary><c>type = "cron"</c>: one run at each tick of a schedule.</summary>
internal sealed class CronJobType(Scheduler scheduler, IRunInbox inbox, ILoggerFactory loggers) : IJobType
{
    public string TypeName => CronSpecReader.Name;

    public IReadOnlyList<IService> BuildServices(Job job) =>
        [new CronTrigger(job, (CronSpec)job.Spec.TypeSpec, "", scheduler, inbox, loggers.CreateLogger<CronTrigger>())];
}
