using Microsoft.Extensions.Logging;

namespace Node.Jobs.Types.Webhook.Initiators;

/// <summary>What external initiators log; event ids 3650 to 3699.</summary>
internal static partial class InitiatorsLog
{
    [LoggerMessage(EventId = 3650, Level = LogLevel.Warning,
        Message = "cannot read the external initiators; trying again. Check that the database is up")]
    public static partial void NotRead(ILogger logger, Exception e);

    [LoggerMessage(EventId = 3651, Level = LogLevel.Warning,
        Message = "initiator {Initiator} was not told of job {JobId} (attempt {Attempt}): {Reason}. Trying again; check that it runs at its URL and takes the credentials it was given")]
    public static partial void NotTold(ILogger logger, string initiator, string jobId, int attempt, string reason);

    [LoggerMessage(EventId = 3652, Level = LogLevel.Warning,
        Message = "initiator {Initiator} was not told that job {JobId} is gone: {Attempts} attempts failed, no more are made. Tell it by hand if it still exists")]
    public static partial void GivenUp(ILogger logger, string initiator, string jobId, int attempts);

    [LoggerMessage(EventId = 3653, Level = LogLevel.Warning,
        Message = "cannot read or write what initiators are to be told; trying again. Check that the database is up")]
    public static partial void StoreAway(ILogger logger, Exception e);

    [LoggerMessage(EventId = 3654, Level = LogLevel.Information, Message = "initiator {Initiator} was told of job {JobId}")]
    public static partial void Told(ILogger logger, string initiator, string jobId);

    [LoggerMessage(EventId = 3655, Level = LogLevel.Information, Message = "initiator {Initiator} was told that job {JobId} is gone")]
    public static partial void ToldGone(ILogger logger, string initiator, string jobId);
}
