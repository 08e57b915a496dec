using Microsoft.Extensions.Logging;

namespace Node.Jobs.Running;

/// <summary>What the job runner logs; event ids 3400 to 3499.</summary>
internal static partial class RunningLog
{
    [LoggerMessage(EventId = 3400, Level = LogLevel.Information, Message = "going on with the open runs of {Jobs} jobs")]
    public static partial void TakenUp(ILogger logger, int jobs);

    [LoggerMessage(EventId = 3401, Level = LogLevel.Warning,
        Message = "cannot load or claim runs; trying again. Check that the database is up")]
    public static partial void LoadFailed(ILogger logger, Exception e);

    [LoggerMessage(EventId = 3402, Level = LogLevel.Warning,
        Message = "run {RunId} cannot go on while the database is away; trying again. Check that the database is up")]
    public static partial void StoreAway(ILogger logger, Exception e, long runId);

    [LoggerMessage(EventId = 3403, Level = LogLevel.Error,
        Message = "run {RunId} cannot go on from what is stored of it. Look whether its job was changed while it waited; retry the run")]
    public static partial void NotResumable(ILogger logger, Exception e, long runId);

    [LoggerMessage(EventId = 3404, Level = LogLevel.Warning,
        Message = "run {RunId} waits, because its job {JobId} could not be loaded. Correct what the health report says of the job, then apply it again or start the node again")]
    public static partial void Held(ILogger logger, long runId, long jobId);

    [LoggerMessage(EventId = 3405, Level = LogLevel.Warning,
        Message = "the open runs of job {JobId} wait, because it could not be loaded. Correct what the health report says of the job, then apply it again or start the node again")]
    public static partial void JobHeld(ILogger logger, long jobId);

    [LoggerMessage(EventId = 3406, Level = LogLevel.Warning,
        Message = "cannot renew the lease on runs; trying again. Check that the database is up")]
    public static partial void LeaseNotRenewed(ILogger logger, Exception e);

    [LoggerMessage(EventId = 3407, Level = LogLevel.Warning,
        Message = "another process has taken over the runs of instance {Lost}; this one goes on as {Registered}. "
            + "If that happens again, look whether the machine pauses or the database is slow, or raise Runs.LeaseTime")]
    public static partial void LeaseLost(ILogger logger, long lost, long registered);

    [LoggerMessage(EventId = 3408, Level = LogLevel.Warning,
        Message = "the lease on runs could not be given back. Nothing to do: the next process waits until it has run out")]
    public static partial void LeaseNotReturned(ILogger logger, Exception e);

    [LoggerMessage(EventId = 3409, Level = LogLevel.Warning,
        Message = "cannot end runs that waited too long; trying again. Check that the database is up")]
    public static partial void SweepFailed(ILogger logger, Exception e);

    [LoggerMessage(EventId = 3410, Level = LogLevel.Warning,
        Message = "run {RunId} ended errored: it waited longer than Runs.SuspendedAgeMax. Look what became of what it waited for")]
    public static partial void WaitedTooLong(ILogger logger, long runId);

    [LoggerMessage(EventId = 3411, Level = LogLevel.Warning,
        Message = "run {RunId} of job {JobId} ended errored: it was open longer than Runs.AgeMax. Look whether its job can be loaded, and what it waited for")]
    public static partial void TooOld(ILogger logger, long runId, long jobId);

    [LoggerMessage(EventId = 3412, Level = LogLevel.Warning,
        Message = "cannot look for sleeping runs; trying again. Check that the database is up")]
    public static partial void AlarmFailed(ILogger logger, Exception e);

    [LoggerMessage(EventId = 3440, Level = LogLevel.Warning,
        Message = "bridge {Bridge} did not answer task {TaskName} of run {RunId} in time, so the task failed. Look at the adapter, or raise Bridges.CallbackAgeMax")]
    public static partial void CallbackExpired(ILogger logger, string bridge, string taskName, long runId);

    [LoggerMessage(EventId = 3441, Level = LogLevel.Warning,
        Message = "cannot look for answers that are late; trying again. Check that the database is up")]
    public static partial void ExpiryFailed(ILogger logger, Exception e);
}
