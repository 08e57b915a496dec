using Microsoft.Extensions.Logging;

namespace Node.Jobs.Spawning;

/// <summary>What the spawner logs; event ids 3700 to 3799.</summary>
internal static partial class SpawningLog
{
    [LoggerMessage(EventId = 3700, Level = LogLevel.Error,
        Message = "job {JobId} is stored and cannot be run: {Fault}. Correct the configuration, or delete the job and create it again")]
    public static partial void NotLoaded(ILogger logger, long jobId, string fault);

    [LoggerMessage(EventId = 3701, Level = LogLevel.Error,
        Message = "job {JobId} could not be started. Look at the cause, then restart the node or create the job again")]
    public static partial void NotStarted(ILogger logger, Exception e, long jobId);

    [LoggerMessage(EventId = 3702, Level = LogLevel.Warning,
        Message = "job {JobId} did not close cleanly. Nothing to do: its services are gone with the process at the latest")]
    public static partial void NotClosed(ILogger logger, Exception e, long jobId);

    [LoggerMessage(EventId = 3703, Level = LogLevel.Information,
        Message = "took in what another process did: {Changed} jobs created or replaced, {Gone} deleted")]
    public static partial void Refreshed(ILogger logger, int changed, int gone);

    [LoggerMessage(EventId = 3704, Level = LogLevel.Warning,
        Message = "cannot look for jobs that other processes stored; trying again. Check that the database is up")]
    public static partial void NotRefreshed(ILogger logger, Exception e);
}
