using Microsoft.Extensions.Logging;

namespace Node.Jobs.Specs;

/// <summary>What the keeping of jobs logs; event ids 3100 to 3199.</summary>
internal static partial class SpecsLog
{
    [LoggerMessage(EventId = 3100, Level = LogLevel.Warning,
        Message = "errors of jobs could not be written and are kept in memory. Check that the database is up; they are written when it is back")]
    public static partial void ErrorsNotWritten(ILogger logger, Exception e);
}
