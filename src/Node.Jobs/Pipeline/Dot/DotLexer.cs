using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Dot;

/// <summary>Cuts DOT into lexemes; what is none is reported and passed over.</summary>
internal sealed class DotLexer(string source, DotFaults faults)
{
    private const string SyntaxCode = "dot.syntax";

    private int _at;
    private int _line = 1;
    private int _lineStart;

    private SourcePosition Here => new(_line, _at - _lineStart + 1);

    /// <summary>The next lexeme.</summary>
    public DotToken Next()
    {
        while (true)
        {
            SkipBlank();
            var start = Here;
            if (_at >= source.Length)
            {
                return new DotToken(DotTokenKind.End, "", start);
            }

            var c = source[_at];
            if (IsWordStart(c))
            {
                return Word(start);
            }

            if (char.IsAsciiDigit(c) || ((c is '-' or '.') && IsNumberAt(_at)))
            {
                return Number(start);
            }

            if (Punctuation(start) is { } punctuation)
            {
                return punctuation;
            }

            if (c == '"' && Quoted(start) is { } quoted)
            {
                return quoted;
            }

            if (c == '<' && Angle(start) is { } angle)
            {
                return angle;
            }
        }
    }

    private static bool IsWordStart(char c) => char.IsAsciiLetter(c) || c == '_' || c >= '\u0080';

    private void SkipBlank()
    {
        while (_at < source.Length)
        {
            var c = source[_at];
            if (c == '#' || (c == '/' && PeekAt(1) == '/'))
            {
                var end = source.IndexOf('\n', _at);
                _at = end < 0 ? source.Length : end;
            }
            else if (c == '/' && PeekAt(1) == '*')
            {
                SkipComment();
            }
            else if (c is ' ' or '\t' or '\r' or '\n')
            {
                Advance();
            }
            else
            {
                return;
            }
        }
    }

    private void SkipComment()
    {
        var start = Here;
        var end = source.IndexOf("*/", _at + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            faults.Add(start, SyntaxCode, "a comment that does not end", "close it with */");
            end = source.Length - 2;
        }

        AdvanceTo(Math.Max(end + 2, _at));
    }

    private DotToken? Punctuation(SourcePosition start)
    {
        DotTokenKind? kind = source[_at] switch
        {
            '{' => DotTokenKind.BraceOpen,
            '}' => DotTokenKind.BraceClose,
            '[' => DotTokenKind.BracketOpen,
            ']' => DotTokenKind.BracketClose,
            '=' => DotTokenKind.Equal,
            ';' => DotTokenKind.Semicolon,
            ',' => DotTokenKind.Comma,
            ':' => DotTokenKind.Colon,
            '-' when PeekAt(1) is '>' or '-' => DotTokenKind.Arrow,
            _ => null,
        };
        if (kind is { } known)
        {
            var length = known == DotTokenKind.Arrow ? 2 : 1;
            var token = new DotToken(known, source.Substring(_at, length), start);
            _at += length;
            return token;
        }

        if (source[_at] is not ('"' or '<'))
        {
            faults.Add(
                start,
                SyntaxCode,
                $"the character {Found.Quote(source.AsSpan(_at, 1))} has no meaning here",
                "put a name or value with other characters than letters, digits and _ into double quotes");
            _at++;
        }

        return null;
    }

    private DotToken Word(SourcePosition start)
    {
        var begin = _at;
        while (_at < source.Length && (IsWordStart(source[_at]) || char.IsAsciiDigit(source[_at])))
        {
            _at++;
        }

        var text = source[begin.._at];
        return DotKeywords.Find(text) is { } keyword
            ? new DotToken(DotTokenKind.Keyword, keyword, start) : new DotToken(DotTokenKind.Id, text, start);
    }

    private bool IsNumberAt(int at)
    {
        at += source[at] == '-' ? 1 : 0;
        at += at < source.Length && source[at] == '.' ? 1 : 0;
        return at < source.Length && char.IsAsciiDigit(source[at]);
    }

    private DotToken Number(SourcePosition start)
    {
        var begin = _at;
        _at += source[_at] == '-' ? 1 : 0;
        SkipDigits();
        if (PeekAt(0) == '.')
        {
            _at++;
            SkipDigits();
        }

        return new DotToken(DotTokenKind.Id, source[begin.._at], start);
    }

    private void SkipDigits()
    {
        while (_at < source.Length && char.IsAsciiDigit(source[_at]))
        {
            _at++;
        }
    }

    private DotToken? Quoted(SourcePosition start)
    {
        var begin = _at + 1;
        for (var i = begin; i < source.Length; i++)
        {
            if (source[i] == '\\')
            {
                i++;
            }
            else if (source[i] == '"')
            {
                AdvanceTo(i + 1);
                var value = DotQuotedText.Read(source[begin..i], out var problem);
                if (problem is not null)
                {
                    faults.Warn(
                        start, "dot.escape", problem, "write \\\\ for a backslash, or put the value into angle brackets <…>");
                }

                return new DotToken(DotTokenKind.Id, value, start);
            }
        }

        faults.Add(start, SyntaxCode, "a double quote that is not closed", "close it; a quote inside is written \\\"");
        AdvanceTo(source.Length);
        return null;
    }

    private DotToken? Angle(SourcePosition start)
    {
        var depth = 0;
        for (var i = _at; i < source.Length; i++)
        {
            depth += source[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (depth > 2)
            {
                break;
            }

            if (depth == 0)
            {
                var text = source[_at..(i + 1)];
                AdvanceTo(i + 1);
                var inner = text.AsSpan(1, text.Length - 2);
                var isPlain = !inner.IsEmpty && !inner.ContainsAny('<', '>');
                return new DotToken(DotTokenKind.Id, isPlain ? inner.ToString() : text, start);
            }
        }

        faults.Add(
            start,
            SyntaxCode,
            depth > 2 ? "angle brackets nested more than once" : "an angle bracket that is not closed",
            "use double quotes for a value that contains < or >");
        AdvanceTo(source.Length);
        return null;
    }

    private char PeekAt(int offset) => _at + offset < source.Length ? source[_at + offset] : '\0';

    private void AdvanceTo(int end)
    {
        while (_at < end)
        {
            Advance();
        }
    }

    private void Advance()
    {
        if (source[_at++] == '\n')
        {
            _line++;
            _lineStart = _at;
        }
    }
}
