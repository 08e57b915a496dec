namespace Node.Http;

/// <summary>What the HTTP server logs; event ids 4000 to 4099.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(EventId = 4000, Level = LogLevel.Warning, Message = "a request failed because the database did not answer. Check that the database is up")]
    public static partial void DatabaseAway(ILogger logger, Exception e);

    [LoggerMessage(EventId = 4001, Level = LogLevel.Error, Message = "a request to {Route} failed. This is a fault of the program: report this exception")]
    public static partial void OurFault(ILogger logger, Exception e, string route);

    [LoggerMessage(
        EventId = 4002, Level = LogLevel.Warning,
        Message = "an answer of {Route} failed in its middle, and its connection was cut. Look whether the database is up; otherwise report this exception")]
    public static partial void CutOff(ILogger logger, Exception e, string route);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Information, Message = "from now on {Level} and above is logged; after a restart it is {Configured} again, as configured")]
    public static partial void LevelSet(ILogger logger, string level, string configured);
}
