using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Quartz;

namespace Node.Jobs.Scheduling;

/// <summary>Ensures that recurring and one-time events happen at their times. Quartz keeps the time; nothing outside this folder knows it.</summary>
/// <remarks>
/// Schedules live in memory: the stored jobs are the truth, and each puts its schedule in again when it starts. How far each schedule is,
/// is stored, so that ticks missed while the node was down are found. Each tick arms the next one, so that a tick always bears the
/// instant it was planned for, however late it comes.
/// </remarks>
internal sealed class Scheduler : Service
{
    /// <summary>How late a running node may be and still make up for every tick; what is later was missed and goes by the job's policy.</summary>
    public static readonly TimeSpan LateMax = TimeSpan.FromMinutes(1);

    private const int ThreadsMax = 4;

    private static readonly JobKey TickKey = new("tick");

    private readonly ConcurrentDictionary<(long JobId, string Entry), ScheduleEntry> _entries = new();
    private readonly Agenda _agenda = new();
    private readonly LastTicks _lastTicks;
    private readonly TimeProvider _time;
    private readonly ILogger<Scheduler> _logger;
    private readonly ScheduleMetrics? _metrics;
    private IScheduler? _quartz;

    /// <summary>Makes a scheduler.</summary>
    public Scheduler(LastTicks lastTicks, TimeProvider time, ILogger<Scheduler> logger, ScheduleMetrics? metrics = null)
        : base("Jobs.Scheduler", logger) => (_lastTicks, _time, _logger, _metrics) = (lastTicks, time, logger, metrics);

    /// <summary>How many schedules are kept.</summary>
    public int Count => _entries.Count;

    /// <summary>Starts telling a listener of the ticks of a schedule: those that were missed, as the request has it, and all that come.</summary>
    /// <remarks>An earlier entry of the same job and name is replaced.</remarks>
    /// <returns>The first instant to come, or null when the schedule never comes again.</returns>
    public async Task<DateTimeOffset?> AddAsync(ScheduleRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var entry = new ScheduleEntry(request);
        await RemoveAsync(request.JobId, request.Entry);
        _entries[entry.Key] = entry;
        var now = _time.GetUtcNow();
        var last = _lastTicks.Begin(request);
        var missed = entry.MissedBetween(last, now);
        if (missed.Instants.Count > 0)
        {
            SayMissed(entry, last, missed);
            if (Put(entry, missed.Instants))
            {
                RunLoop("missed ticks", _ => DeliverAsync(entry));
            }
        }

        var next = await ArmAsync(entry, now);
        if (next is null && missed.Instants.Count == 0 && request.Schedule.Instant is null)
        {
            SchedulingLog.NeverFires(_logger, entry.Name, request.Schedule.Text);
        }

        return next;
    }

    /// <summary>Ends an entry; one that is not there is ignored. No tick begins after this returns.</summary>
    public async Task RemoveAsync(long jobId, string entry = "")
    {
        if (_entries.TryRemove((jobId, entry), out var removed))
        {
            removed.Remove();
            _lastTicks.Leave(jobId);
            await DisarmAsync(removed);
        }
    }

    /// <summary>Tells all who are due at an instant, and arms their next ticks.</summary>
    internal async Task TickAsync(DateTimeOffset instant)
    {
        var due = _agenda.Take(instant);
        if (due.Count == 0)
        {
            return;
        }

        var now = _time.GetUtcNow();
        var isLate = now - instant > LateMax;
        var begun = due.Where(entry => Put(entry, isLate ? LateTicks(entry, instant, now) : [instant])).ToList();
        if (begun.Count > 0)
        {
            RunLoop("ticks", _ => Task.WhenAll(begun.Select(DeliverAsync)));
        }

        foreach (var entry in due)
        {
            if (!entry.IsRemoved && await ArmAsync(entry, isLate ? now : instant) is null && entry.Request.Schedule.Instant is null)
            {
                SchedulingLog.NeverFires(_logger, entry.Name, entry.Request.Schedule.Text);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task OnStartAsync(CancellationToken startToken)
    {
        await _lastTicks.LoadAsync(startToken);
        _quartz = await QuartzSchedulerBuilder.Create(quartz =>
            {
                quartz.ConfigureScheduler(options => options.InstanceName = "jobs");
                quartz.UseDefaultThreadPool(ThreadsMax);
                quartz.UseInMemoryStore(_ => { });
                quartz.UseTimeProvider(_time);
            }).BuildScheduler(startToken);
        var data = new JobDataMap { { TickJob.SchedulerKey, this } };
        await _quartz.AddJob(JobBuilder.Create<TickJob>().WithIdentity(TickKey).UsingJobData(data).StoreDurably().Build(), AddJobOptions.Replacing, startToken);
        await _quartz.Start(startToken);
        RunLoop("last ticks", NoteAsync);
    }

    /// <inheritdoc/>
    protected override async Task OnCloseAsync()
    {
        if (_quartz is { } quartz)
        {
            await quartz.Shutdown(waitForJobsToComplete: true, CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    protected override Task OnClosedAsync() => _lastTicks.FlushAsync();

    private async Task NoteAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(LastTicks.FlushInterval, _time, cancellationToken);
            await _lastTicks.FlushAsync();
        }
    }

    private IReadOnlyList<DateTimeOffset> LateTicks(ScheduleEntry entry, DateTimeOffset instant, DateTimeOffset now)
    {
        SchedulingLog.TickLate(_logger, instant, entry.Name, now - instant);
        var missed = entry.MissedBetween(instant.AddTicks(-1), now);
        SayMissed(entry, instant, missed);
        return missed.Instants;
    }

    private void SayMissed(ScheduleEntry entry, DateTimeOffset last, MissedTicks missed)
    {
        _metrics?.Missed(missed.Instants.Count);
        SchedulingLog.Missed(_logger, entry.Name, last, missed.Instants.Count);
        if (missed.IsCut)
        {
            SchedulingLog.MissedTooMany(_logger, entry.Name, last, MissedTicks.CountMax);
        }
    }

    private bool Put(ScheduleEntry entry, IReadOnlyList<DateTimeOffset> instants)
    {
        var begins = entry.Ticks.Put(instants, out var isFull);
        if (isFull)
        {
            SchedulingLog.TicksWait(_logger, entry.Name, TickQueue.WaitingMax, instants[0]);
        }

        return begins;
    }

    // One after the other: what is noted as done with is never ahead of a tick that waits.
    private async Task DeliverAsync(ScheduleEntry entry)
    {
        while (entry.Ticks.TryTake(out var waiting, out var leftOut))
        {
            if (entry.IsRemoved)
            {
                return;
            }

            if (waiting is not { } instant)
            {
                var missed = entry.MissedBetween(leftOut.AddTicks(-1), _time.GetUtcNow());
                SayMissed(entry, leftOut, missed);
                Put(entry, missed.Instants);
            }
            else if (!await TryDeliverAsync(entry, instant))
            {
                return;
            }
        }
    }

    // Until it is taken: what a listener failed to take is not done with, and would be missed for good if a later tick were noted.
    private async Task<bool> TryDeliverAsync(ScheduleEntry entry, DateTimeOffset instant)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await entry.Request.Listener.OnTickAsync(instant, Stopping);
                _lastTicks.Note(entry.Request, instant);
                _metrics?.Ticked(isDelivered: true);
                return true;
            }
            catch (OperationCanceledException) when (Stopping.IsCancellationRequested || entry.IsRemoved)
            {
                return false; // The tick is found missing at the next start.
            }
#pragma warning disable CA1031 // The last frame of a tick: a listener that fails must not take the schedule with it.
            catch (Exception e)
#pragma warning restore CA1031
            {
                _metrics?.Ticked(isDelivered: false);
                SchedulingLog.TickFailed(_logger, e, instant, entry.Name, attempt, TickRetry.DelayAfter(attempt));
            }

            await Task.Delay(TickRetry.DelayAfter(attempt), _time, Stopping);
            if (entry.IsRemoved)
            {
                return false;
            }
        }
    }

    private async Task<DateTimeOffset?> ArmAsync(ScheduleEntry entry, DateTimeOffset after)
    {
        if (entry.NextAfter(after) is not { } next)
        {
            return null;
        }

        if (_agenda.Put(entry, next) is { } slot)
        {
            await Quartz().ScheduleJob(TriggerOf(slot), default, CancellationToken.None);
        }

        if (entry.IsRemoved)
        {
            await DisarmAsync(entry); // Removed while it was armed.
        }

        return next;
    }

    private async Task DisarmAsync(ScheduleEntry entry)
    {
        if (_agenda.Remove(entry) is { } unused)
        {
            await Quartz().UnscheduleJob(KeyOf(unused), CancellationToken.None);
        }
    }

    private ITrigger TriggerOf(AgendaSlot slot) => TriggerBuilder.Create(_time)
        .WithIdentity(KeyOf(slot))
        .ForJob(TickKey)
        .StartAt(slot.Due)
        .WithSchedule(SimpleScheduleBuilder.Create().WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires))
        .Build();

    private static TriggerKey KeyOf(AgendaSlot slot) => new(slot.Alarm.ToString(CultureInfo.InvariantCulture));

    private IScheduler Quartz() => _quartz ?? throw new InvalidOperationException($"{Name} is not started");
}
