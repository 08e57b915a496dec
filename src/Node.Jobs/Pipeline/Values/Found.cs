using Node.Core.Text;

namespace Node.Jobs.Pipeline.Values;

/// <summary>Says in a message what was found: cut and escaped, since it may come from anyone.</summary>
internal static class Found
{
    /// <summary>The text in quotes.</summary>
    public static string Quote(ReadOnlySpan<char> text) =>
        $"\"{Untrusted.Show(text[..Math.Min(text.Length, Untrusted.CharsMax + 1)].ToString())}\"";

    /// <summary>The kind of a value, and its content where that is short.</summary>
    public static string Value(PipelineValue value) => value switch
    {
        NullValue => "null",
        BoolValue boolean => boolean.Value ? "true" : "false",
        DecimalValue number => Number(number.Value),
        TextValue text => "the text " + Quote(text.Value),
        BytesValue bytes => $"{bytes.Span.Length} bytes",
        ListValue list => $"a list of {list.Items.Count}",
        MapValue map => $"a map of {map.Members.Count}",
        _ => value.Kind.ToString(),
    };

    private static string Number(BigDecimal number)
    {
        var text = number.ToString();
        return text.Length <= Untrusted.CharsMax ? "the number " + text : $"a number of {text.Length} digits";
    }
}
