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

    [LoggerMessage(EventId = 2310, Level = LogLevel.Information, Message = "Made the VRF key {PublicKey}")]
    public static partial void VrfCreated(this ILogger logger, string publicKey);

    [LoggerMessage(EventId = 2311, Level = LogLevel.Information, Message = "Imported the VRF key {PublicKey}")]
    public static partial void VrfImported(this ILogger logger, string publicKey);

    [LoggerMessage(EventId = 2312, Level = LogLevel.Warning, Message = "Exported the VRF key {PublicKey}: whoever has the file and its password knows its random numbers before everyone else. Delete the file when it is no longer needed")]
    public static partial void VrfExported(this ILogger logger, string publicKey);

    [LoggerMessage(EventId = 2313, Level = LogLevel.Warning, Message = "Deleted the VRF key {PublicKey} (for good: {IsHard}): requests for it are not answered any more. Import it again if that was not meant")]
    public static partial void VrfDeleted(this ILogger logger, string publicKey, bool isHard);
}
