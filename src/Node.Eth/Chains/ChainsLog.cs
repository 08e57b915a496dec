using Microsoft.Extensions.Logging;
using Node.Eth.Primitives;

namespace Node.Eth.Chains;

/// <summary>Log messages about chains.</summary>
internal static partial class ChainsLog
{
    [LoggerMessage(EventId = 2500, Level = LogLevel.Information, Message = "Chain {ChainId} is served by {Endpoint}")]
    public static partial void Configured(ILogger logger, ChainId chainId, string endpoint);
}
