using Microsoft.Extensions.Logging;

namespace Node.Core.Services;

/// <summary>What services log of their lives; event ids 1000 to 1099.</summary>
internal static partial class ServicesLog
{
    [LoggerMessage(EventId = 1000, Level = LogLevel.Debug, Message = "{Service} started")]
    public static partial void Started(ILogger logger, string service);

    [LoggerMessage(EventId = 1001, Level = LogLevel.Debug, Message = "{Service} closed")]
    public static partial void Closed(ILogger logger, string service);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Critical,
        Message = "{Service} lost its loop {Loop}. This is a fault of the program: restart the node and report this exception")]
    public static partial void LoopDied(ILogger logger, Exception e, string service, string loop);
}
