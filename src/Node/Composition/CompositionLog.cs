namespace Node.Composition;

/// <summary>What starting and stopping logs; event ids 4100 to 4199.</summary>
internal static partial class CompositionLog
{
    [LoggerMessage(EventId = 4100, Level = LogLevel.Warning, Message = "the node did not close cleanly. Nothing to do: what was committed goes on at the next start")]
    public static partial void NotClosed(ILogger logger, Exception e);

    [LoggerMessage(EventId = 4101, Level = LogLevel.Information, Message = "applied {Count} database migrations, the last {Last}")]
    public static partial void Migrated(ILogger logger, int count, string last);

    [LoggerMessage(EventId = 4102, Level = LogLevel.Information, Message = "oracle-node {Version} with {Database} and {Chains} chains")]
    public static partial void Starting(ILogger logger, string version, string database, int chains);

    [LoggerMessage(EventId = 4103, Level = LogLevel.Information, Message = "ready on {Address}")]
    public static partial void Listening(ILogger logger, string address);
}
