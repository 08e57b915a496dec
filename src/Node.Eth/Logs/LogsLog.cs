using Microsoft.Extensions.Logging;

namespace Node.Eth.Logs;

/// <summary>Log messages of the log poller.</summary>
internal static partial class LogsLog
{
    [LoggerMessage(
        EventId = 2200, Level = LogLevel.Warning,
        Message = "{Name} could not take {Count} logs from block {Block} on; it gets them again in {Wait}. Other subscriptions go on; if it stays, look at the exception")]
    public static partial void DeliveryFailed(
        ILogger logger, Exception exception, string name, int count, long block, TimeSpan wait);

    [LoggerMessage(EventId = 2201, Level = LogLevel.Warning, Message = "{Reason}. {Advice}")]
    public static partial void Unhealthy(ILogger logger, string reason, string advice);

    [LoggerMessage(
        EventId = 2202, Level = LogLevel.Information,
        Message = "{Name} goes back to block {Block}: the chain was rewritten while it was not watched")]
    public static partial void RewoundAfterRestart(ILogger logger, string name, long block);

    [LoggerMessage(
        EventId = 2203, Level = LogLevel.Error,
        Message = "The log poller {Name} failed a round and tries again in {Wait}. If it stays, check the database and report the exception")]
    public static partial void RoundFailed(ILogger logger, Exception exception, string name, TimeSpan wait);
}
