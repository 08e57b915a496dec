using Microsoft.Extensions.Logging;
using Node.Eth.Primitives;

namespace Node.Eth.Keys;

/// <summary>Log messages of this folder: 2300–2399.</summary>
internal static partial class KeysLog
{
    [LoggerMessage(EventId = 2300, Level = LogLevel.Information, Message = "Unlocked {Count} keys in {Milliseconds} ms")]
    public static partial void Unlocked(this ILogger logger, int count, long milliseconds);

    [LoggerMessage(EventId = 2301, Level = LogLevel.Information, Message = "Made the key {Address}")]
    public static partial void Created(this ILogger logger, Address address);

    [LoggerMessage(EventId = 2302, Level = LogLevel.Information, Message = "Imported the key {Address}")]
    public static partial void Imported(this ILogger logger, Address address);

    [LoggerMessage(EventId = 2303, Level = LogLevel.Warning, Message = "Exported the key {Address}: whoever has the file and its password can spend from it. Delete the file when it is no longer needed")]
    public static partial void Exported(this ILogger logger, Address address);
}
