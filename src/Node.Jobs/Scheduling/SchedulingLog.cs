using Microsoft.Extensions.Logging;

namespace Node.Jobs.Scheduling;

/// <summary>What the scheduler logs; event ids 3300 to 3399.</summary>
internal static partial class SchedulingLog
{
    [LoggerMessage(EventId = 3300, Level = LogLevel.Warning,
        Message = "the schedule {Schedule} of {Entry} never comes again. Correct the job's schedule or delete the job")]
    public static partial void NeverFires(ILogger logger, Exception e, string entry, string schedule);
}
