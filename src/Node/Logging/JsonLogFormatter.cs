using Node.Core.Text;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Compact;

namespace Node.Logging;

/// <summary>Writes an event as one line of JSON, for machines.</summary>
internal sealed class JsonLogFormatter : ITextFormatter
{
    private readonly RenderedCompactJsonFormatter _inner = new();

    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var line = new StringWriter();
        _inner.Format(LogGuard.Of(logEvent), line);

        // What is left of such characters stands inside texts, where \uXXXX means the same.
        output.Write(Untrusted.Show(line.ToString().TrimEnd(), int.MaxValue));
        output.Write('\n');
    }
}
