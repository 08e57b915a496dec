using System.Text.RegularExpressions;

namespace Node.ArchitectureTests.Sources;

/// <summary>Walks over C# once and blanks what is not code.</summary>
internal sealed partial class CSharpScanner(string source)
{
    private readonly char[] _code = source.ToCharArray();
    private readonly List<TextLiteral> _literals = [];
    private int _at;

    /// <summary>The source with all that is not code blanked.</summary>
    public string Code => new(_code);

    /// <summary>The string literals, in the order of their ends.</summary>
    public IReadOnlyList<TextLiteral> Literals => _literals;

    /// <summary>Scans the whole source.</summary>
    public void ScanAll() => ScanCode(inHole: false);

    private char Now => _at < source.Length ? source[_at] : '\0';

    private bool Starts(string text) => string.CompareOrdinal(source, _at, text, 0, text.Length) == 0;

    private void ScanCode(bool inHole)
    {
        var depth = 0;
        while (_at < source.Length)
        {
            if (inHole && Now == '}' && depth == 0)
            {
                return;
            }

            if (Starts("//") || (Now == '#' && IsFirstOfLine()))
            {
                BlankTo(LineEnd());
            }
            else if (Starts("/*"))
            {
                var end = source.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                BlankTo(end < 0 ? source.Length : end + 2);
            }
            else if (Now is '"' or '$' or '@' && LiteralStart().Match(source, _at) is { Success: true } start)
            {
                ScanLiteral(start.Groups["signs"].Value, start.Groups["quotes"].Length);
            }
            else if (Now == '\'')
            {
                BlankTo(CharEnd());
            }
            else
            {
                depth += Now == '{' ? 1 : Now == '}' ? -1 : 0;
                _at++;
            }
        }
    }

    private void ScanLiteral(string signs, int quotes)
    {
        var start = _at;
        var holes = signs.Count(sign => sign == '$');
        var verbatim = signs.Contains('@', StringComparison.Ordinal);
        if (quotes == 2)
        {
            BlankTo(_at + signs.Length + 2); // an empty literal
            _literals.Add(new TextLiteral(start, ""));
            return;
        }

        quotes = verbatim ? 1 : quotes; // further quotes are text of a verbatim literal
        var raw = quotes > 2;
        BlankTo(_at + signs.Length + quotes);
        var first = _at;
        while (_at < source.Length && !AtEnd(raw, verbatim, quotes))
        {
            if (holes > 0 && Now == '{')
            {
                ScanBraces(raw ? holes : 1, raw);
            }
            else
            {
                BlankTo(_at + (EscapeLength(raw, verbatim) is var length and > 0 ? length : 1));
            }
        }

        _literals.Add(new TextLiteral(start, EscapedBreak().Replace(source[first.._at], " ")));
        BlankTo(_at + quotes);
    }

    // In a raw literal fewer braces than dollar signs are text; in another, two braces are one of text.
    private void ScanBraces(int needed, bool raw)
    {
        var count = source.AsSpan(_at).IndexOfAnyExcept('{') is var run and >= 0 ? run : source.Length - _at;
        if (raw ? count < needed : count % 2 == 0)
        {
            BlankTo(_at + count);
            return;
        }

        BlankTo(_at + count);
        ScanCode(inHole: true);
        BlankTo(_at + needed);
    }

    private bool AtEnd(bool raw, bool verbatim, int quotes)
    {
        if (Now != '"')
        {
            return !raw && !verbatim && Now == '\n'; // broken source: do not run on
        }

        return raw ? Starts(new string('"', quotes)) : !verbatim || !Starts("\"\"");
    }

    private int EscapeLength(bool raw, bool verbatim) =>
        raw ? 0 : verbatim ? (Starts("\"\"") ? 2 : 0) : Now == '\\' ? 2 : 0;

    private bool IsFirstOfLine() =>
        source.AsSpan(0, _at).TrimEnd(' ') is var before && (before.Length == 0 || before[^1] == '\n');

    private int LineEnd() => source.IndexOf('\n', _at) is var end and >= 0 ? end : source.Length;

    private int CharEnd()
    {
        var end = _at + 1;
        while (end < source.Length && source[end] != '\'' && source[end] != '\n')
        {
            end += source[end] == '\\' ? 2 : 1;
        }

        return end + 1;
    }

    private void BlankTo(int end)
    {
        for (; _at < end && _at < source.Length; _at++)
        {
            if (_code[_at] != '\n')
            {
                _code[_at] = ' ';
            }
        }
    }

    [GeneratedRegex("""\G(?<signs>[$@]*)(?<quotes>"{3,}|""|")""")]
    private static partial Regex LiteralStart();

    [GeneratedRegex("""\\[nrt]""")]
    private static partial Regex EscapedBreak();
}
