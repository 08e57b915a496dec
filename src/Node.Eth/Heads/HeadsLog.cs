using Microsoft.Extensions.Logging;
using Node.Eth.Primitives;

namespace Node.Eth.Heads;

/// <summary>Log messages of the head tracker.</summary>
internal static partial class HeadsLog
{
    [LoggerMessage(EventId = 2100, Level = LogLevel.Debug, Message = "Chain {ChainId} is at block {Number} {Hash}")]
    public static partial void HeadTaken(ILogger logger, ChainId chainId, long number, Hash32 hash);

    [LoggerMessage(
        EventId = 2101, Level = LogLevel.Information,
        Message = "Chain {ChainId} replaced {Depth} blocks from {Number} up; it is at block {Latest} now")]
    public static partial void Reorg(ILogger logger, ChainId chainId, int depth, long number, long latest);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Warning, Message = "{Reason}. {Advice}")]
    public static partial void Unhealthy(ILogger logger, string reason, string advice);

    [LoggerMessage(EventId = 2103, Level = LogLevel.Information, Message = "Chain {ChainId} is followed again")]
    public static partial void Recovered(ILogger logger, ChainId chainId);

    [LoggerMessage(
        EventId = 2104, Level = LogLevel.Debug,
        Message = "Chain {ChainId} ignores block {Number} {Hash}, which is below its latest and on another fork")]
    public static partial void LowerHeadIgnored(ILogger logger, ChainId chainId, long number, Hash32 hash);
}
