using Microsoft.Extensions.Logging;

namespace Node.Jobs.Running;

/// <summary>What the job runner logs; event ids 3400 to 3499.</summary>
internal static partial class RunningLog
{
    [LoggerMessage(EventId = 3400, Level = LogLevel.Information, Message = "going on with the open runs of {Jobs} jobs")]
    public static partial void TakenUp(ILogger logger, int jobs);

    [LoggerMessage(EventId = 3401, Level = LogLevel.Warning,
        Message = "cannot load the runs of job {JobId}; trying again. Check that the database is up")]
    public static partial void LoadFailed(ILogger logger, Exception e, long jobId);

    [LoggerMessage(EventId = 3402, Level = LogLevel.Warning,
        Message = "run {RunId} cannot go on while the database is away; trying again. Check that the database is up")]
    public static partial void StoreAway(ILogger logger, Exception e, long runId);

    [LoggerMessage(EventId = 3403, Level = LogLevel.Error,
        Message = "run {RunId} cannot go on from what is stored of it. Look whether its job was changed while it waited; retry the run")]
    public static partial void NotResumable(ILogger logger, Exception e, long runId);

    [LoggerMessage(EventId = 3404, Level = LogLevel.Warning,
        Message = "run {RunId} waits, because its job {JobId} could not be loaded. Correct what the health report says of the job and start the node again")]
    public static partial void Held(ILogger logger, long runId, long jobId);

    [LoggerMessage(EventId = 3405, Level = LogLevel.Warning,
        Message = "the open runs of job {JobId} wait, because it could not be loaded. Correct what the health report says of the job and start the node again")]
    public static partial void JobHeld(ILogger logger, long jobId);

    [LoggerMessage(EventId = 3440, Level = LogLevel.Warning,
        Message = "bridge {Bridge} did not answer task {TaskName} of run {RunId} in time, so the task failed. Look at the adapter, or raise Bridges.CallbackAgeMax")]
    public static partial void CallbackExpired(ILogger logger, string bridge, string taskName, long runId);

    [LoggerMessage(EventId = 3441, Level = LogLevel.Warning,
        Message = "cannot look for answers that are late; trying again. Check that the database is up")]
    public static partial void ExpiryFailed(ILogger logger, Exception e);
}
