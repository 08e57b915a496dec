using Microsoft.Extensions.Logging;

namespace Node.Core.Services;

/// <summary>What services log of their lives; event ids 1000 to 1099.</summary>
internal static partial class ServicesLog
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Debug, Message = "{Service} started")]
    public static partial void Started(ILogger logger, string service);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Debug, Message = "{Service} closed")]
    public static partial void Closed(ILogger logger, string service);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Critical, Message = "{Service} lost its loop {Loop} and does only part of its work. {Advice}")]
    public static partial void LoopDied(ILogger logger, Exception error, string service, string loop, string advice);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Warning,
        Message = "{Service}: loop {Loop} failed while it was being stopped. Nothing to do, unless data is missing after the next start")]
    public static partial void LoopFailedWhileClosing(ILogger logger, Exception error, string service, string loop);
}
