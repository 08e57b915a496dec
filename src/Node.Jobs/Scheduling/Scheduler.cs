using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Quartz;

namespace Node.Jobs.Scheduling;

/// <summary>Ensures that recurring events happen at their times. Quartz keeps the time; nothing outside this folder knows it.</summary>
/// <remarks>
/// Schedules live in memory: the stored jobs are the truth, and each puts its schedule in again when it starts. Each tick arms the next
/// one, so that a tick always bears the instant it was planned for, however late it comes.
/// </remarks>
public sealed class Scheduler(TimeProvider time, ILogger<Scheduler> logger) : Service("Jobs.Scheduler", logger)
{
    /// <summary>How late the node may be and still make up for every tick it missed; after a longer pause the first missed tick stands for all.</summary>
    public static readonly TimeSpan LateMax = TimeSpan.FromMinutes(1);

    private const int ThreadsMax = 16;

    private readonly ConcurrentDictionary<string, ScheduleEntry> _entries = new(StringComparer.Ordinal);
    private IScheduler? _quartz;
    private long _lastNumber;

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
        await RemoveAsync(name, cancellationToken);
        if (schedule.NextAfter(time.GetUtcNow()) is not { } first)
        {
            SchedulingLog.NeverFires(logger, name, schedule.Text);
            return null;
        }

        var entry = new ScheduleEntry(name, Interlocked.Increment(ref _lastNumber), schedule, listener);
        var data = new JobDataMap { { TickJob.SchedulerKey, this }, { TickJob.EntryKey, entry } };
        var job = JobBuilder.Create<TickJob>().WithIdentity(entry.Key).UsingJobData(data).Build();
        _entries[name] = entry;
        await quartz.ScheduleJob(job, TriggerAt(entry, first), default, cancellationToken);
        return first;
    }

    /// <summary>Ends an entry; a name that is not there is ignored. No tick begins after this returns.</summary>
    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        if (_entries.TryRemove(name, out var entry))
        {
            entry.Remove();
            await Quartz().DeleteJob(entry.Key, cancellationToken);
        }
    }

    /// <summary>Arms the next tick of an entry and tells its listener of this one. Never throws: this is the last frame of a tick.</summary>
    internal async Task TickAsync(ScheduleEntry entry, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        try
        {
            if (!entry.IsRemoved)
            {
                await ArmNextAsync(entry, instant, cancellationToken);
                await entry.Listener.OnTickAsync(instant, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The node stops.
        }
#pragma warning disable CA1031 // The last frame of a tick: a listener that fails must not take the schedule with it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            SchedulingLog.TickFailed(logger, e, instant, entry.Name);
        }
    }

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

    private async Task ArmNextAsync(ScheduleEntry entry, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var isLate = now - instant > LateMax;
        if (isLate)
        {
            SchedulingLog.TickLate(logger, instant, entry.Name, now - instant);
        }

        if (entry.Schedule.NextAfter(isLate ? now : instant) is not { } next)
        {
            SchedulingLog.NeverFires(logger, entry.Name, entry.Schedule.Text);
            return;
        }

        try
        {
            await Quartz().ScheduleJob(TriggerAt(entry, next), default, cancellationToken);
        }
        catch (SchedulerException) when (entry.IsRemoved)
        {
            // Removed while it ticked: Quartz knows the job no more.
        }
    }

    private ITrigger TriggerAt(ScheduleEntry entry, DateTimeOffset instant) => TriggerBuilder.Create(time)
        .WithIdentity(instant.UtcTicks.ToString(CultureInfo.InvariantCulture), entry.Key.Name)
        .ForJob(entry.Key)
        .StartAt(instant)
        .WithSchedule(SimpleScheduleBuilder.Create().WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires))
        .Build();

    private IScheduler Quartz() => _quartz ?? throw new InvalidOperationException($"{Name} is not started");
}
