namespace Node.Profiling;

/// <summary>What the nurse logs; event ids 4700 to 4799.</summary>
internal static partial class ProfilingLog
{
    [LoggerMessage(EventId = 4700, Level = LogLevel.Warning, Message = "{Reason}: gathering profiles. Look at what was measured in nurse.log and at the profiles beside it, in {Folder}")]
    public static partial void Tripped(ILogger logger, string reason, string folder);

    [LoggerMessage(EventId = 4701, Level = LogLevel.Information, Message = "gathered {Count} profiles as {Name}.*")]
    public static partial void Gathered(ILogger logger, int count, string name);

    [LoggerMessage(EventId = 4702, Level = LogLevel.Warning, Message = "profiles were not gathered: {Problem}. {Advice}")]
    public static partial void NotGathered(ILogger logger, string problem, string advice);

    [LoggerMessage(EventId = 4703, Level = LogLevel.Warning, Message = "the check \"{Reason}\" failed. This is a fault of the program: report this exception")]
    public static partial void CheckFailed(ILogger logger, Exception e, string reason);

    [LoggerMessage(EventId = 4704, Level = LogLevel.Information, Message = "of the profiles {Name}.* something is missing: {Problem}")]
    public static partial void PartMissing(ILogger logger, string name, string problem);

    [LoggerMessage(EventId = 4705, Level = LogLevel.Warning, Message = "nurse.log was not written: {Problem}. {Advice}")]
    public static partial void LogNotWritten(ILogger logger, string problem, string advice);

    [LoggerMessage(EventId = 4706, Level = LogLevel.Error, Message = "the nurse could not look or gather. This is a fault of the program unless memory is short: report this exception; the node works on without")]
    public static partial void LookFailed(ILogger logger, Exception e);

    [LoggerMessage(EventId = 4707, Level = LogLevel.Warning, Message = "{File} was lost: {Problem}. {Advice}")]
    public static partial void PartLost(ILogger logger, string file, string problem, string advice);

    [LoggerMessage(EventId = 4708, Level = LogLevel.Warning, Message = "the check \"{Reason}\" did not return within {Time} and is not asked until it has. Restart the node if it stays so: something holds this part of it")]
    public static partial void CheckHangs(ILogger logger, string reason, string time);
}
