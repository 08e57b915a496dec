using Microsoft.Extensions.Logging;

namespace Node.Jobs.Subscribing;

/// <summary>What the subscriber logs; event ids 3500 to 3599.</summary>
internal static partial class SubscribingLog
{
    [LoggerMessage(EventId = 3500, Level = LogLevel.Warning,
        Message = "job {JobId} does not answer log {LogIndex} of transaction {TxHash}: {Reason}. Change the job's limits if it should")]
    public static partial void Refused(ILogger logger, long jobId, string txHash, long logIndex, string reason);
}
