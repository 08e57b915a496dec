namespace Node.Logging;

/// <summary>The names of log levels as the field writes them; those of the configuration are read too.</summary>
internal static class LogLevelNames
{
    private static readonly (string Name, LogLevel Level)[] Names =
    [
        ("trace", LogLevel.Trace), ("debug", LogLevel.Debug), ("info", LogLevel.Information), ("warn", LogLevel.Warning), ("error", LogLevel.Error),
        ("crit", LogLevel.Critical), ("information", LogLevel.Information), ("warning", LogLevel.Warning), ("critical", LogLevel.Critical),
        ("fatal", LogLevel.Critical), ("panic", LogLevel.Critical),
    ];

    /// <summary>The names to choose from, for messages.</summary>
    public const string Choice = "trace, debug, info, warn, error, crit";

    /// <summary>The name of a level.</summary>
    public static string Of(LogLevel level) => Names.First(name => name.Level == (level == LogLevel.None ? LogLevel.Critical : level)).Name;

    /// <summary>Reads a name, in any case.</summary>
    public static bool TryRead(string text, out LogLevel level)
    {
        var found = Names.FirstOrDefault(name => name.Name.Equals(text, StringComparison.OrdinalIgnoreCase));
        level = found.Level;
        return found.Name is not null;
    }
}
