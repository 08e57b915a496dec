using Microsoft.Extensions.Logging;

namespace Node.Jobs.Runs.Retention;

/// <summary>What pruning logs; event ids 3250 to 3299.</summary>
internal static partial class RetentionLog
{
    [LoggerMessage(EventId = 3250, Level = LogLevel.Warning,
        Message = "cannot prune the run history (attempt {Attempt}); trying again. Check that the database is up and has space")]
    public static partial void NotPruned(ILogger logger, Exception e, int attempt);

    [LoggerMessage(EventId = 3251, Level = LogLevel.Warning,
        Message = "cannot forget old trigger keys; trying again later. Check that the database is up and has space")]
    public static partial void KeysNotPruned(ILogger logger, Exception e);

    [LoggerMessage(EventId = 3252, Level = LogLevel.Debug, Message = "pruned {Count} of the run history, {Held} runs stay for their effects, {Bytes} bytes are left")]
    public static partial void Pruned(ILogger logger, long count, long held, long bytes);

    [LoggerMessage(EventId = 3253, Level = LogLevel.Information, Message = "forgot {Count} trigger keys that were too old")]
    public static partial void KeysPruned(ILogger logger, long count);

    [LoggerMessage(EventId = 3254, Level = LogLevel.Information, Message = "dropped segment {Number} of the run history, {Bytes} bytes; {Carried} of its runs stay for their effects")]
    public static partial void SegmentDropped(ILogger logger, int number, long bytes, int carried);
}
