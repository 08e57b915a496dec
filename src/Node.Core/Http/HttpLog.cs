using Microsoft.Extensions.Logging;

namespace Node.Core.Http;

/// <summary>What the outbound client logs; event ids 1300 to 1399.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(EventId = 1300, Level = LogLevel.Warning,
        Message = "Job {Caller} was not let out: {Reason}. If this job should reach that host, add host and port to "
            + "OutboundHttp:AllowedHosts with the job's id; otherwise look at who controls its URL")]
    public static partial void Denied(ILogger logger, string caller, string reason);
}
