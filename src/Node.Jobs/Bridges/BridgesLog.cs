using Microsoft.Extensions.Logging;

namespace Node.Jobs.Bridges;

/// <summary>What bridges log; event ids 3800 to 3899.</summary>
internal static partial class BridgesLog
{
    [LoggerMessage(EventId = 3800, Level = LogLevel.Information, Message = "created bridge {Bridge} to {Host}")]
    public static partial void Created(ILogger logger, string bridge, string host);

    [LoggerMessage(EventId = 3801, Level = LogLevel.Information, Message = "changed bridge {Bridge}; it is at {Host}")]
    public static partial void Updated(ILogger logger, string bridge, string host);

    [LoggerMessage(EventId = 3802, Level = LogLevel.Information, Message = "deleted bridge {Bridge}")]
    public static partial void Deleted(ILogger logger, string bridge);

    [LoggerMessage(EventId = 3803, Level = LogLevel.Warning,
        Message = "cannot look for changed bridges; going on with those that are known. Check that the database is up")]
    public static partial void RefreshFailed(ILogger logger, Exception e);

    [LoggerMessage(EventId = 3804, Level = LogLevel.Warning,
        Message = "an answer of bridge {Bridge} could not be kept for cacheTTL, or looked up; the run goes on without. Check that the database is up")]
    public static partial void CacheFailed(ILogger logger, Exception e, string bridge);

    [LoggerMessage(EventId = 3805, Level = LogLevel.Warning,
        Message = "bridge {Bridge} failed and a run goes on with an answer that was kept for cacheTTL. Look at the adapter")]
    public static partial void AnsweredFromCache(ILogger logger, string bridge);
}
