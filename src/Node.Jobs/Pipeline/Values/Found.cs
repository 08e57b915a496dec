using System.Globalization;
using System.Text;

namespace Node.Jobs.Pipeline.Values;

/// <summary>Says in a message what was found: cut and escaped, since it may come from anyone.</summary>
internal static class Found
{
    /// <summary>Characters shown of a text from outside. Default: 200.</summary>
    public const int CharsMax = 200;

    /// <summary>The text in quotes.</summary>
    public static string Quote(ReadOnlySpan<char> text)
    {
        var shown = new StringBuilder("\"");
        var cut = text.Length > CharsMax ? text[..CharsMax] : text;
        for (var i = 0; i < cut.Length; i++)
        {
            var c = cut[i];
            if (char.IsHighSurrogate(c) && i + 1 < cut.Length && char.IsLowSurrogate(cut[i + 1]))
            {
                shown.Append(c).Append(cut[++i]);
            }
            else if (char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format)
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                shown.Append(c);
            }
        }

        return shown.Append(cut.Length < text.Length ? "…\"" : "\"").ToString();
    }

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
        return text.Length <= CharsMax ? "the number " + text : $"a number of {text.Length} digits";
    }
}
