using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Node.Jobs.Pipeline.Values;

/// <summary>
/// The lexemes of strict JSON (RFC 8259) over text. Own and not the platform's reader for three reasons: a number keeps every
/// digit, half of a
/// surrogate pair becomes U+FFFD instead of an exception, and pipeline templates add an expression to the grammar.
/// </summary>
internal ref struct JsonScanner(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;

    /// <summary>Where the next character is read.</summary>
    public int Position { get; set; }

    /// <summary>What went wrong first; null while nothing has.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether all was read.</summary>
    public readonly bool AtEnd => Position >= _text.Length;

    /// <summary>The next character, or NUL at the end.</summary>
    public readonly char Peek => Position < _text.Length ? _text[Position] : '\0';

    /// <summary>What is left.</summary>
    public readonly ReadOnlySpan<char> Rest => _text[Position..];

    /// <summary>Records a problem; always false, so that a reader can return it.</summary>
    public bool Fail(string problem)
    {
        Problem ??= string.Create(CultureInfo.InvariantCulture, $"{problem} at character {Math.Min(Position, _text.Length) + 1}");
        return false;
    }

    /// <summary>Records that something else was expected here.</summary>
    public bool FailExpected(string expected) => Fail(
        AtEnd
            ? $"the JSON ends where {expected} is expected"
            : $"{Found.Quote(_text.Slice(Position, 1))} where {expected} is expected");

    /// <summary>Whether the value just read ends here: what is no container must be followed by space or nothing, or it was not
    /// the value meant.</summary>
    public bool CheckFirstEnds() =>
        AtEnd || Peek is ' ' or '\n' or '\r' or '\t' || _text[Position - 1] is '}' or ']' || FailExpected("the end of the value");

    /// <summary>Moves over space, tab and line ends.</summary>
    public void SkipSpace()
    {
        while (Position < _text.Length && _text[Position] is ' ' or '\n' or '\r' or '\t')
        {
            Position++;
        }
    }

    /// <summary>Takes the character if it is next.</summary>
    public bool TryTake(char c)
    {
        if (Position < _text.Length && _text[Position] == c)
        {
            Position++;
            return true;
        }

        return false;
    }

    /// <summary>Takes the word if it is next.</summary>
    public bool TryTake(string word)
    {
        if (Rest.StartsWith(word, StringComparison.Ordinal))
        {
            Position += word.Length;
            return true;
        }

        return false;
    }

    /// <summary>Reads a number as it is written.</summary>
    public bool ReadNumber(out ReadOnlySpan<char> number)
    {
        var start = Position;
        number = default;
        TryTake('-');
        if (!TryTake('0') && !TakeDigits())
        {
            return FailExpected("a digit");
        }

        if (TryTake('.') && !TakeDigits())
        {
            return FailExpected("a digit");
        }

        if (TryTake('e') || TryTake('E'))
        {
            _ = TryTake('+') || TryTake('-');
            if (!TakeDigits())
            {
                return FailExpected("a digit");
            }
        }

        number = _text[start..Position];
        return true;
    }

    /// <summary>Moves over a string whose opening quote is next; its raw text, escapes as written, comes back.</summary>
    public bool ReadRawString(out ReadOnlySpan<char> raw, out bool escaped)
    {
        raw = default;
        escaped = false;
        if (!TryTake('"'))
        {
            return FailExpected("a string");
        }

        var start = Position;
        while (true)
        {
            var rest = _text[Position..];
            var stop = rest.IndexOfAny('"', '\\');
            var plain = stop < 0 ? rest : rest[..stop];
            var control = plain.IndexOfAnyInRange('\0', '\x1f');
            if (control >= 0)
            {
                Position += control;
                return Fail("a control character in a string");
            }

            Position += plain.Length;
            if (stop < 0)
            {
                return Fail("a string without its closing quote");
            }

            if (_text[Position] == '"')
            {
                raw = _text[start..Position++];
                return true;
            }

            escaped = true;
            if (!SkipEscape())
            {
                return false;
            }
        }
    }

    /// <summary>Reads a string.</summary>
    public bool ReadString([NotNullWhen(true)] out string? value)
    {
        value = null;
        if (!ReadRawString(out var raw, out var escaped))
        {
            return false;
        }

        value = escaped ? Unescape(raw) : raw.ToString();
        return true;
    }

    /// <summary>The text that a checked raw string stands for.</summary>
    public static string Unescape(ReadOnlySpan<char> raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }

            var c = raw[++i];
            if (c != 'u')
            {
                text.Append(c switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', _ => c });
                continue;
            }

            var unit = Unit(raw, i + 1);
            i += 4;
            if (char.IsHighSurrogate(unit) && i + 6 < raw.Length && raw[i + 1] == '\\' && raw[i + 2] == 'u'
                && char.IsLowSurrogate(Unit(raw, i + 3)))
            {
                text.Append(unit).Append(Unit(raw, i + 3));
                i += 6;
            }
            else
            {
                text.Append(char.IsSurrogate(unit) ? '\ufffd' : unit);
            }
        }

        return text.ToString();
    }

    private static char Unit(ReadOnlySpan<char> raw, int at) =>
        (char)int.Parse(raw.Slice(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private bool SkipEscape()
    {
        Position++;
        switch (Peek)
        {
            case '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't':
                Position++;
                return true;
            case 'u':
                for (var i = 1; i <= 4; i++)
                {
                    if (Position + i >= _text.Length || !char.IsAsciiHexDigit(_text[Position + i]))
                    {
                        return Fail("an escape \\u without four hex digits");
                    }
                }

                Position += 5;
                return true;
            default:
                return FailExpected("an escape of JSON");
        }
    }

    private bool TakeDigits()
    {
        var start = Position;
        while (Position < _text.Length && char.IsAsciiDigit(_text[Position]))
        {
            Position++;
        }

        return Position > start;
    }
}
