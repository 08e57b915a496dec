using Microsoft.Extensions.Logging;

namespace Node.Core.Health;

/// <summary>What the checker logs: changes only; event ids 1100 to 1199.</summary>
internal static partial class HealthLog
{
    [LoggerMessage(EventId = 1100, Level = LogLevel.Warning, Message = "{Check} is failing: {Reason}. {Advice}")]
    public static partial void Failing(ILogger logger, string check, string reason, string advice);

    [LoggerMessage(EventId = 1101, Level = LogLevel.Information, Message = "{Check} is healthy again")]
    public static partial void Recovered(ILogger logger, string check);
}
