using System.Globalization;
using Node.Jobs.Pipeline;

namespace Node.Jobs.Specs;

/// <summary>Where each character of a TOML text stands in the file: escapes are longer there than what they mean.</summary>
internal sealed class TextPlaces
{
    private readonly string _value;
    private readonly List<SourcePosition> _places = [];

    private TextPlaces(string value) => _value = value;

    /// <summary>Walks the text as it is written.</summary>
    /// <param name="raw">The text with its quotes.</param>
    /// <param name="value">What it means.</param>
    /// <param name="start">Where its first quote stands.</param>
    public static TextPlaces Of(string raw, string value, SourcePosition start)
    {
        var quotes = raw.StartsWith("\"\"\"", StringComparison.Ordinal) || raw.StartsWith("'''", StringComparison.Ordinal) ? 3 : 1;
        var places = new TextPlaces(value);
        var at = quotes;
        var here = new SourcePosition(start.Line, start.Column + quotes);
        if (quotes == 3 && raw.AsSpan(at).TrimStart('\r').StartsWith("\n"))
        {
            // A newline right after the opening quotes is not part of the text.
            places.Skip(raw, ref at, ref here, raw.IndexOf('\n', at) + 1 - at);
        }

        while (at < raw.Length - quotes)
        {
            var isEscape = raw[at] == '\\' && raw[0] == '"';
            var place = here;
            places.Skip(raw, ref at, ref here, isEscape ? Written(raw, at, out var meant) : Plain(out meant));
            for (; meant > 0; meant--)
            {
                places._places.Add(place);
            }
        }

        places._places.Add(here);
        return places;
    }

    /// <summary>The place in the file of a place in the text.</summary>
    public SourcePosition this[SourcePosition inText]
    {
        get
        {
            var lineStart = 0;
            for (var line = 1; line < inText.Line; line++)
            {
                var end = _value.IndexOf('\n', lineStart);
                if (end < 0)
                {
                    break;
                }

                lineStart = end + 1;
            }

            return _places[Math.Min(lineStart + inText.Column - 1, _places.Count - 1)];
        }
    }

    private static int Plain(out int meant) => meant = 1;

    /// <summary>How many characters an escape is written with, and how many it means.</summary>
    private static int Written(string raw, int at, out int meant)
    {
        var kind = at + 1 < raw.Length ? raw[at + 1] : '\\';
        meant = 1;
        switch (kind)
        {
            case 'u':
                return 6;
            case 'x':
                return 4;
            case 'U':
                var isPair = int.TryParse(raw.AsSpan(at + 2, Math.Min(8, raw.Length - at - 2)), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var rune)
                    && rune > char.MaxValue;
                meant = isPair ? 2 : 1;
                return 10;
            case ' ' or '\t' or '\r' or '\n':
                // The end of the line is escaped: all white space up to the next word is left out.
                meant = 0;
                return raw.AsSpan(at + 1).IndexOfAnyExcept(" \t\r\n") is var blank and >= 0 ? blank + 1 : raw.Length - at;
            default:
                return 2;
        }
    }

    private void Skip(string raw, ref int at, ref SourcePosition here, int count)
    {
        for (var end = Math.Min(at + count, raw.Length); at < end; at++)
        {
            here = raw[at] == '\n' ? new SourcePosition(here.Line + 1, 1) : new SourcePosition(here.Line, here.Column + 1);
        }
    }
}
