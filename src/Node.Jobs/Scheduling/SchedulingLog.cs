using Microsoft.Extensions.Logging;

namespace Node.Jobs.Scheduling;

/// <summary>What the scheduler logs; event ids 3300 to 3399.</summary>
internal static partial class SchedulingLog
{
    [LoggerMessage(EventId = 3300, Level = LogLevel.Warning,
        Message = "the schedule {Schedule} of {Entry} never comes again. Correct the job's schedule or delete the job")]
    public static partial void NeverFires(ILogger logger, string entry, string schedule);

    [LoggerMessage(EventId = 3301, Level = LogLevel.Error,
        Message = "the tick {Instant} of {Entry} had no effect. Look at the cause; the next tick comes as planned")]
    public static partial void TickFailed(ILogger logger, Exception e, DateTimeOffset instant, string entry);

    [LoggerMessage(EventId = 3302, Level = LogLevel.Warning,
        Message = "the tick {Instant} of {Entry} comes {Late} late; what else was missed meanwhile is left out. "
            + "Look whether the machine slept or is overloaded")]
    public static partial void TickLate(ILogger logger, DateTimeOffset instant, string entry, TimeSpan late);
}
