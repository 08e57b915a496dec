using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Node.Logging;

/// <summary>Wires the log.</summary>
internal static class LoggingModule
{
    /// <summary>Logs to standard error, and to each <see cref="ILogEventSink"/> that is registered.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="levels">What is logged.</param>
    /// <param name="isJson">Whether lines are JSON; otherwise they are for people.</param>
    public static IServiceCollection AddLog(this IServiceCollection services, LogLevels levels, bool isJson) => services
        .AddSingleton(levels)

        // Not the logger that all of a process share: two nodes in one would log as the later says.
        .AddSerilog(preserveStaticLogger: true, configureLogger: (provider, log) => provider.GetServices<ILogEventSink>().Aggregate(log, (all, sink) => all.WriteTo.Sink(sink))
            .MinimumLevel.ControlledBy(levels.Own)
            .MinimumLevel.Override("Microsoft", levels.Libraries)

            // Why the host does not start is said once, in one line, by the start command.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
            .MinimumLevel.Override("System", levels.Libraries)
            .MinimumLevel.Override("Quartz", levels.Libraries)
            .MinimumLevel.Override("Polly", levels.Libraries)
            .WriteTo.Console(isJson ? new JsonLogFormatter() : new TextLogFormatter(), standardErrorFromLevel: LogEventLevel.Verbose));
}
