using Microsoft.Extensions.Logging;

namespace Node.Jobs.Runs;

/// <summary>What the journal logs; event ids 3200 to 3299.</summary>
internal static partial class RunsLog
{
    [LoggerMessage(EventId = 3200, Level = LogLevel.Warning,
        Message = "cannot write {Count} run changes (attempt {Attempt}); trying again. Check that the database is up and has space")]
    public static partial void JournalWaits(ILogger logger, Exception e, int count, int attempt);

    [LoggerMessage(EventId = 3201, Level = LogLevel.Error,
        Message = "the database refuses a run change of job {JobId}. Look at what the job's trigger or tasks put into the record")]
    public static partial void WriteRefused(ILogger logger, Exception e, long jobId);
}
