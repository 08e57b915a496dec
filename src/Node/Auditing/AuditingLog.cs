namespace Node.Auditing;

/// <summary>What the audit log says of itself; event ids 4800 to 4899.</summary>
internal static partial class AuditingLog
{
    [LoggerMessage(
        EventId = 4800, Level = LogLevel.Error,
        Message = "the audit log cannot be written in {Folder}: {Problem}. Free some space there, or allow the node to write; until then administrative acts are refused")]
    public static partial void NotWritten(ILogger logger, string folder, string problem);

    [LoggerMessage(
        EventId = 4801, Level = LogLevel.Error,
        Message = "an act was done and is missing in the audit log: {Act} of {Role} {Token} from {Address}, status {Status}. Keep this line: nothing else says so")]
    public static partial void ActMissing(ILogger logger, string act, string role, string? token, string? address, int status);

    [LoggerMessage(EventId = 4802, Level = LogLevel.Information, Message = "the audit log can be written again")]
    public static partial void WrittenAgain(ILogger logger);

    [LoggerMessage(
        EventId = 4803, Level = LogLevel.Warning,
        Message = "audit records are not taken: {Problem}. Look at what AuditLogger:ForwardToUrl names; records stay in their files and are sent when it is back")]
    public static partial void NotForwarded(ILogger logger, string problem);

    [LoggerMessage(EventId = 4804, Level = LogLevel.Information, Message = "audit records are taken again; {Count} wait")]
    public static partial void ForwardedAgain(ILogger logger, long count);

    [LoggerMessage(
        EventId = 4805, Level = LogLevel.Warning,
        Message = "{Count} audit records, up to number {Last}, left their files before they could be sent. Repair what AuditLogger:ForwardToUrl names, or raise AuditLogger:FilesMax")]
    public static partial void Dropped(ILogger logger, long count, long last);

    [LoggerMessage(
        EventId = 4806, Level = LogLevel.Warning,
        Message = "it cannot be stored which audit records were sent: {Problem}. Free some space in {Folder}; after a restart some are sent again")]
    public static partial void MarkNotStored(ILogger logger, string problem, string folder);
}
