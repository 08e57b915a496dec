using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Node.Jobs.Pipeline.Values;

/// <summary>Follows a path through JSON that is known to be well formed, without building what it passes by.</summary>
internal ref struct JsonPathWalk
{
    private static readonly SearchValues<char> Structure = SearchValues.Create("\"{}[],");

    private readonly ReadOnlySpan<char> _text;
    private int _at;

    private JsonPathWalk(ReadOnlySpan<char> text) => _text = text;

    /// <summary>Reads the value that <paramref name="path"/> leads to.</summary>
    public static bool TryWalk(
        ReadOnlySpan<char> text,
        ReadOnlySpan<string> path,
        bool lax,
        [NotNullWhen(true)] out PipelineValue? value,
        [NotNullWhen(false)] out string? problem)
    {
        value = null;
        problem = null;
        var walk = new JsonPathWalk(text);
        for (var i = 0; i < path.Length; i++)
        {
            walk.SkipSpace();
            var step = walk.Peek switch
            {
                '{' => walk.EnterMember(path[i]),
                '[' => walk.EnterItem(path[i], out problem),
                _ => Step.Refused,
            };
            if (step == Step.Missing && lax)
            {
                value = PipelineValue.Null;
                return true;
            }

            if (step != Step.Found)
            {
                problem ??= Describe(path, i, step == Step.Missing ? "is not there" : "leads into a value that has no parts");
                return false;
            }
        }

        return JsonValueReader.TryReadPart(walk._text[walk._at..], out value, out problem);
    }

    private static string Describe(ReadOnlySpan<string> path, int index, string what)
    {
        var shown = new List<string>(path.Length);
        foreach (var segment in path)
        {
            shown.Add(segment);
        }

        return $"part {index + 1} of the path {Found.Quote(string.Join(',', shown))}, {Found.Quote(path[index])}, {what}";
    }

    private readonly char Peek => _at < _text.Length ? _text[_at] : '\0';

    private void SkipSpace()
    {
        while (Peek is ' ' or '\n' or '\r' or '\t')
        {
            _at++;
        }
    }

    private Step EnterMember(string name)
    {
        var found = -1;
        _at++;
        for (SkipSpace(); Peek != '}'; SkipSpace())
        {
            if (Peek == ',')
            {
                _at++;
                SkipSpace();
            }

            var matches = ReadName(name);
            SkipSpace();
            _at++; // the colon
            found = matches ? _at : found; // the last of a repeated name wins
            SkipValue();
        }

        _at = found < 0 ? _at : found;
        return found < 0 ? Step.Missing : Step.Found;
    }

    private Step EnterItem(string segment, out string? problem)
    {
        problem = null;
        if (!BigInteger.TryParse(segment, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index)
            || !IsPlainInteger(segment))
        {
            problem = $"{Found.Quote(segment)} is not a position in a list; accepted is a whole number, negative to count from the end";
            return Step.Refused;
        }

        var start = _at;
        var count = 0;
        if (index.Sign < 0)
        {
            count = VisitItems(-1);
            _at = start;
            index += count;
        }

        if (index.Sign < 0 || index > int.MaxValue)
        {
            return Step.Missing;
        }

        return VisitItems((int)index) < 0 ? Step.Found : Step.Missing;
    }

    private static bool IsPlainInteger(string segment)
    {
        var digits = segment is ['-' or '+', ..] ? segment.AsSpan(1) : segment;
        return !digits.IsEmpty && !digits.ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>Stands before the item wanted and gives -1, or passes all and gives their count.</summary>
    private int VisitItems(int wanted)
    {
        var count = 0;
        _at++;
        for (SkipSpace(); Peek != ']'; SkipSpace())
        {
            if (Peek == ',')
            {
                _at++;
            }

            if (count == wanted)
            {
                return -1;
            }

            SkipValue();
            count++;
        }

        return count;
    }

    private bool ReadName(string name)
    {
        var scanner = new JsonScanner(_text) { Position = _at };
        scanner.ReadRawString(out var raw, out var escaped);
        _at = scanner.Position;
        return escaped ? JsonScanner.Unescape(raw) == name : raw.SequenceEqual(name);
    }

    private void SkipValue()
    {
        var depth = 0;
        SkipSpace();
        do
        {
            switch (Peek)
            {
                case '"':
                    ReadName("");
                    break;
                case '{' or '[':
                    depth++;
                    _at++;
                    break;
                case '}' or ']':
                    depth--;
                    _at++;
                    break;
                default:
                    var rest = _text[_at..];
                    var stop = rest.IndexOfAny(Structure);
                    _at += depth > 0 && stop == 0 ? 1 : stop < 0 ? rest.Length : stop;
                    break;
            }
        }
        while (depth > 0);
    }

    private enum Step
    {
        Found,
        Missing,
        Refused,
    }
}
