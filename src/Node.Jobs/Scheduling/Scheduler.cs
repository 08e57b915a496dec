using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Quartz;

namespace Node.Jobs.Scheduling;

/// <summary>Ensures that recurring events happen at their times. Quartz keeps the time; nothing outside this folder knows it.</summary>
/// <remarks>Schedules live in memory: the stored jobs are the truth, and each puts its schedule in again when it starts.</remarks>
public sealed class Scheduler(TimeProvider time, ILogger<Scheduler> logger) : Service("Jobs.Scheduler", logger)
{
    private const int ThreadsMax = 16;

    private IScheduler? _quartz;

    /// <summary>Starts telling <paramref name="listener"/> of the ticks of <paramref name="schedule"/>.</summary>
    /// <param name="name">Names the entry; an earlier entry of that name is replaced.</param>
    /// <param name="schedule">When.</param>
    /// <param name="listener">Whom to tell.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The first instant, or null when the schedule never comes again.</returns>
    public async Task<DateTimeOffset?> AddAsync(string name, Schedule schedule, IScheduleListener listener, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var quartz = Quartz();
        var data = new JobDataMap { { TickJob.ListenerKey, listener } };
        var job = JobBuilder.Create<TickJob>().WithIdentity(name).UsingJobData(data).Build();
        var trigger = TriggerBuilder.Create(time).WithIdentity(name).ForJob(job);
        trigger = schedule.Every is { } every
            ? trigger.StartAt(schedule.FirstAfter(time.GetUtcNow())).WithSchedule(SimpleScheduleBuilder.Create()
                .WithInterval(every).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount))
            : trigger.WithSchedule(CronScheduleBuilder.Create(schedule.QuartzCron!)
                .InTimeZone(schedule.Zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed));
        await quartz.DeleteJob(new JobKey(name), cancellationToken);
        try
        {
            return await quartz.ScheduleJob(job, trigger.Build(), default, cancellationToken);
        }
        catch (SchedulerException e)
        {
            SchedulingLog.NeverFires(logger, e, name, schedule.Text);
            return null;
        }
    }

    /// <summary>Ends an entry; a name that is not there is ignored.</summary>
    public async Task RemoveAsync(string name, CancellationToken cancellationToken) =>
        await Quartz().DeleteJob(new JobKey(name), cancellationToken);

    /// <inheritdoc/>
    protected override async Task OnStartAsync(CancellationToken startToken)
    {
        _quartz = await QuartzSchedulerBuilder.Create(quartz =>
            {
                quartz.ConfigureScheduler(options => options.InstanceName = "jobs");
                quartz.UseDefaultThreadPool(ThreadsMax);
                quartz.UseInMemoryStore(_ => { });
                quartz.UseTimeProvider(time);
            }).BuildScheduler(startToken);
        await _quartz.Start(startToken);
    }

    /// <inheritdoc/>
    protected override async Task OnCloseAsync()
    {
        if (_quartz is { } quartz)
        {
            await quartz.Shutdown(waitForJobsToComplete: true, CancellationToken.None);
        }
    }

    private IScheduler Quartz() => _quartz ?? throw new InvalidOperationException($"{Name} is not started");
}
