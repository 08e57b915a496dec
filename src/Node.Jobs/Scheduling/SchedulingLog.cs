using Microsoft.Extensions.Logging;

namespace Node.Jobs.Scheduling;

/// <summary>What the scheduler logs; event ids 3300 to 3399.</summary>
internal static partial class SchedulingLog
{
    [LoggerMessage(EventId = 3300, Level = LogLevel.Warning,
        Message = "the schedule {Schedule} of {Entry} never comes again. Correct the job's schedule or delete the job")]
    public static partial void NeverFires(ILogger logger, string entry, string schedule);

    [LoggerMessage(EventId = 3301, Level = LogLevel.Error,
        Message = "the tick {Instant} of {Entry} was not accepted at attempt {Attempt} and is tried again in {Delay}; later ticks of it wait. "
            + "Look at the cause")]
    public static partial void TickFailed(ILogger logger, Exception e, DateTimeOffset instant, string entry, int attempt, TimeSpan delay);

    [LoggerMessage(EventId = 3302, Level = LogLevel.Warning,
        Message = "the tick {Instant} of {Entry} comes {Late} late; what was missed meanwhile goes by the job's misfire policy. "
            + "Look whether the machine slept or is overloaded")]
    public static partial void TickLate(ILogger logger, DateTimeOffset instant, string entry, TimeSpan late);

    [LoggerMessage(EventId = 3303, Level = LogLevel.Information, Message = "{Entry} missed ticks since {Last}; {Count} of them run now")]
    public static partial void Missed(ILogger logger, string entry, DateTimeOffset last, int count);

    [LoggerMessage(EventId = 3304, Level = LogLevel.Warning,
        Message = "{Entry} missed more than {CountMax} ticks since {Last}; the older ones are left out. Run the job by hand for those that are needed")]
    public static partial void MissedTooMany(ILogger logger, string entry, DateTimeOffset last, int countMax);

    [LoggerMessage(EventId = 3305, Level = LogLevel.Warning,
        Message = "the ticks of {Count} jobs could not be noted and are noted later. Look whether the database is there")]
    public static partial void NotNoted(ILogger logger, Exception e, int count);

    [LoggerMessage(EventId = 3306, Level = LogLevel.Warning,
        Message = "{WaitingMax} ticks of {Entry} wait to be accepted; those from {LeftOut} on go by the job's misfire policy when they are. "
            + "Look whether the database is there")]
    public static partial void TicksWait(ILogger logger, string entry, int waitingMax, DateTimeOffset leftOut);
}
