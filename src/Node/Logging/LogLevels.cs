using Serilog.Core;
using Serilog.Events;

namespace Node.Logging;

/// <summary>What is logged now. It begins as the configuration says and can be changed while the node runs; a restart forgets the change.</summary>
internal sealed class LogLevels
{
    public LogLevels(LogLevel configured)
    {
        Configured = configured;
        Set(configured);
    }

    /// <summary>The least level by the configuration.</summary>
    public LogLevel Configured { get; }

    /// <summary>The least level now.</summary>
    public LogLevel Current { get; private set; }

    /// <summary>For what the node itself says.</summary>
    public LoggingLevelSwitch Own { get; } = new();

    /// <summary>For the libraries below it, which are of interest from warnings up.</summary>
    public LoggingLevelSwitch Libraries { get; } = new();

    /// <summary>From now on this is the least level.</summary>
    public void Set(LogLevel level)
    {
        Current = level;
        Own.MinimumLevel = Of(level);
        Libraries.MinimumLevel = Of(level > LogLevel.Warning ? level : LogLevel.Warning);
    }

    private static LogEventLevel Of(LogLevel level) => level switch
    {
        LogLevel.Trace => LogEventLevel.Verbose,
        LogLevel.Debug => LogEventLevel.Debug,
        LogLevel.Information => LogEventLevel.Information,
        LogLevel.Warning => LogEventLevel.Warning,
        LogLevel.Error => LogEventLevel.Error,
        _ => LogEventLevel.Fatal,
    };
}
