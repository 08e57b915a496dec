using System.Globalization;
using Node.Core.Text;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace Node.Logging;

/// <summary>Writes an event as one line for people; the lines of its exception follow, each behind a mark, so that none looks like an event.</summary>
internal sealed class TextLogFormatter : ITextFormatter
{
    /// <summary>What every line of an exception begins with.</summary>
    public const string ExceptionMark = "    | ";

    private const string EventTag = "EventTag";

    private readonly MessageTemplateTextFormatter _inner = new(
        $"{{Timestamp:HH:mm:ss.fff}} {{Level:u3}} {{{EventTag}}}{{SourceContext}}: {{Message:lj}}", CultureInfo.InvariantCulture);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        var guarded = LogGuard.Of(logEvent);
        if (EventIdOf(guarded) is { } id)
        {
            guarded.AddOrUpdateProperty(new LogEventProperty(EventTag, new ScalarValue($"[{id}] ")));
        }

        using var line = new StringWriter();
        _inner.Format(guarded, line);
        output.Write(Untrusted.Show(line.ToString(), int.MaxValue));
        output.Write('\n');
        foreach (var part in guarded.Exception?.ToString().Split('\n') ?? [])
        {
            output.Write(ExceptionMark);
            output.Write(part);
            output.Write('\n');
        }
    }

    private static string? EventIdOf(LogEvent logEvent) =>
        logEvent.Properties.GetValueOrDefault("EventId") is StructureValue { Properties: var parts }
        && parts.FirstOrDefault(part => part.Name == "Id")?.Value is ScalarValue { Value: int and not 0 and var id }
            ? id.ToString(CultureInfo.InvariantCulture)
            : null;
}
