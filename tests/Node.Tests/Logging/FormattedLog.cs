using Node.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting;

namespace Node.Tests.Logging;

/// <summary>A logger whose lines are formatted as those of a node and kept.</summary>
internal sealed class FormattedLog : ILogEventSink, IDisposable
{
    private readonly ITextFormatter _formatter;
    private readonly StringWriter _written = new();
    private readonly SerilogLoggerFactory _factory;

    public FormattedLog(bool isJson)
    {
        _formatter = isJson ? new JsonLogFormatter() : new TextLogFormatter();
        var logger = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(this).CreateLogger();
        _factory = new SerilogLoggerFactory(logger);
        Logger = _factory.CreateLogger("Node.Tests");
    }

    public Microsoft.Extensions.Logging.ILogger Logger { get; }

    public string Text => _written.ToString();

    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Logs event 7 with a template and its one field, as a library may that is none of ours.</summary>
    public void Say(string template, object? field)
    {
        List<KeyValuePair<string, object?>> state = [new(template.Trim('{', '}'), field), new("{OriginalFormat}", template)];
        Logger.Log(Microsoft.Extensions.Logging.LogLevel.Information, 7, state, null, (_, _) => "");
    }

    public void Emit(LogEvent logEvent) => _formatter.Format(logEvent, _written);

    public void Dispose()
    {
        _factory.Dispose();
        _written.Dispose();
    }
}
