using Node.Core.Text;
using Serilog.Events;
using Serilog.Parsing;

namespace Node.Logging;

/// <summary>Makes log events fit to be written: whatever text a field, a message or an exception brings, it is bounded and gives no orders.</summary>
internal static class LogGuard
{
    /// <summary>How much is shown of a field, in UTF-16 code units.</summary>
    public const int FieldCharsMax = 4096;

    /// <summary>How much is shown of the name of a field, in UTF-16 code units.</summary>
    public const int NameCharsMax = 200;

    /// <summary>How much is shown of a message that is not made of a template of ours, in UTF-16 code units.</summary>
    public const int MessageCharsMax = 16 * 1024;

    /// <summary>How much is shown of an exception, in UTF-16 code units.</summary>
    public const int ExceptionCharsMax = 16 * 1024;

    /// <summary>How many items are shown of a list or map.</summary>
    public const int ItemsMax = 64;

    private const int DepthMax = 8;
    private const string More = "…";

    /// <summary>The same event without anything that a terminal or a reader of logs could take for an order, or for another event.</summary>
    public static LogEvent Of(LogEvent raw)
    {
        var properties = raw.Properties.Select(property => new LogEventProperty(NameOf(property.Key), Of(property.Value, 0))).ToList();
        var guarded = new LogEvent(
            raw.Timestamp, raw.Level, raw.Exception is null ? null : new ShownException(TextOf(raw.Exception)), raw.MessageTemplate, properties,
            raw.TraceId ?? default, raw.SpanId ?? default);

        // A library may log a text from outside as the message itself.
        return Untrusted.Show(raw.MessageTemplate.Text, MessageCharsMax) == raw.MessageTemplate.Text ? guarded : WithPlainMessage(guarded);
    }

    /// <summary>The lines of an exception, each shown for itself.</summary>
    private static string TextOf(Exception exception)
    {
        var text = exception.ToString();
        var isCut = text.Length > ExceptionCharsMax;
        var lines = (isCut ? text[..ExceptionCharsMax] : text).Split('\n').Select(line => Untrusted.Show(line.TrimEnd('\r'), ExceptionCharsMax));
        return string.Join('\n', lines) + (isCut ? More : "");
    }

    private static LogEvent WithPlainMessage(LogEvent guarded)
    {
        var message = Untrusted.Show(guarded.RenderMessage(System.Globalization.CultureInfo.InvariantCulture), MessageCharsMax);
        return new LogEvent(
            guarded.Timestamp, guarded.Level, guarded.Exception, new MessageTemplate([new TextToken(message)]),
            guarded.Properties.Select(property => new LogEventProperty(property.Key, property.Value)), guarded.TraceId ?? default, guarded.SpanId ?? default);
    }

    private static string NameOf(string name) => Untrusted.Show(name, NameCharsMax);

    private static LogEventPropertyValue Of(LogEventPropertyValue value, int depth) => value switch
    {
        ScalarValue scalar => Of(scalar),
        _ when depth >= DepthMax => new ScalarValue(More),
        SequenceValue list => new SequenceValue(list.Elements.Take(ItemsMax).Select(item => Of(item, depth + 1)).Concat(Rest(list.Elements.Count))),
        StructureValue structure => new StructureValue(
            structure.Properties.Take(ItemsMax).Select(property => new LogEventProperty(NameOf(property.Name), Of(property.Value, depth + 1))),
            structure.TypeTag is { } tag ? Untrusted.Show(tag) : null),
        DictionaryValue map => new DictionaryValue(map.Elements.Take(ItemsMax).Select(
            pair => KeyValuePair.Create(Of(pair.Key), Of(pair.Value, depth + 1))).DistinctBy(pair => pair.Key)),
        _ => new ScalarValue(Untrusted.Show(value.ToString(), FieldCharsMax)),
    };

    private static IEnumerable<LogEventPropertyValue> Rest(int count) => count > ItemsMax ? [new ScalarValue(More)] : [];

    // Numbers and times say nothing but themselves; anything else shows itself as a text that may be of others.
    private static ScalarValue Of(ScalarValue scalar) => scalar.Value switch
    {
        null or bool or decimal or DateTime or DateTimeOffset or TimeSpan or Guid or Enum => scalar,
        { } value when value.GetType().IsPrimitive && value is not char => scalar,
        var value => new ScalarValue(Untrusted.Show(value.ToString(), FieldCharsMax)),
    };
}
