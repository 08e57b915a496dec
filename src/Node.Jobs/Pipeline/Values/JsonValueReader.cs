using System.Diagnostics.CodeAnalysis;

namespace Node.Jobs.Pipeline.Values;

/// <summary>Reads JSON from outside into values: numbers exactly, the last of a repeated name wins, within the limits of <see
/// cref="ValueLimits"/>.</summary>
internal ref struct JsonValueReader
{
    private const int StoredDepthMax = (3 * ValueLimits.NestingMax) + 8; // bytes and marked maps take a container more

    private JsonScanner _scanner;
    private int _depth;
    private int _items;

    private readonly int _depthMax;

    private JsonValueReader(ReadOnlySpan<char> text, int depthMax)
    {
        _scanner = new JsonScanner(text);
        _depthMax = depthMax;
    }

    /// <summary>Reads the first value of the text; what follows it is not looked at.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="value">The value.</param>
    /// <param name="problem">What is wrong and where, when false comes back.</param>
    public static bool TryReadFirst(
        ReadOnlySpan<char> text, [NotNullWhen(true)] out PipelineValue? value, [NotNullWhen(false)] out string? problem) =>
        TryRead(text, [], lax: false, ValueLimits.DepthMax, Tail.AfterSpace, out value, out problem);

    /// <summary>Reads the value that a larger text goes on with.</summary>
    public static bool TryReadPart(
        ReadOnlySpan<char> text, [NotNullWhen(true)] out PipelineValue? value, [NotNullWhen(false)] out string? problem) =>
        TryRead(text, [], lax: false, ValueLimits.DepthMax, Tail.Anything, out value, out problem);

    /// <summary>Reads a text that is one value and nothing else.</summary>
    public static bool TryReadWhole(
        ReadOnlySpan<char> text, [NotNullWhen(true)] out PipelineValue? value, [NotNullWhen(false)] out string? problem) =>
        TryRead(text, [], lax: false, ValueLimits.DepthMax, Tail.Nothing, out value, out problem);

    /// <summary>Reads what the node itself wrote, which may be nested more than what comes from outside.</summary>
    public static bool TryReadStored(
        ReadOnlySpan<char> text, [NotNullWhen(true)] out PipelineValue? value, [NotNullWhen(false)] out string? problem) =>
        TryRead(text, [], lax: false, StoredDepthMax, Tail.Nothing, out value, out problem);

    /// <summary>Reads the part of the first value that <paramref name="path"/> leads to; all of that value is checked, only the
    /// part is built.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="path">Member names, and positions in lists (negative: from the end).</param>
    /// <param name="lax">Whether a member or position that is missing gives null instead of a problem.</param>
    /// <param name="value">The part.</param>
    /// <param name="problem">What is wrong, when false comes back.</param>
    public static bool TryReadPath(
        ReadOnlySpan<char> text,
        ReadOnlySpan<string> path,
        bool lax,
        [NotNullWhen(true)] out PipelineValue? value,
        [NotNullWhen(false)] out string? problem) =>
            TryRead(text, path, lax, ValueLimits.DepthMax, Tail.AfterSpace, out value, out problem);

    private static bool TryRead(
        ReadOnlySpan<char> text,
        ReadOnlySpan<string> path,
        bool lax,
        int depthMax,
        Tail tail,
        [NotNullWhen(true)] out PipelineValue? value,
        [NotNullWhen(false)] out string? problem)
    {
        value = null;
        if (text.Length > ValueLimits.JsonCharsMax)
        {
            problem = $"a JSON text of {text.Length} characters is beyond the limit JsonCharsMax of {ValueLimits.JsonCharsMax}";
            return false;
        }

        var reader = new JsonValueReader(text, depthMax);
        if (path.IsEmpty ? reader.ReadValue(out value) : reader.SkipValue())
        {
            reader.CheckTail(tail);
        }

        problem = reader._scanner.Problem;
        if (problem is null && !path.IsEmpty)
        {
            return JsonPathWalk.TryWalk(text, path, lax, out value, out problem);
        }

        return problem is null && value is not null;
    }

    private void CheckTail(Tail tail)
    {
        if (tail == Tail.AfterSpace)
        {
            _scanner.CheckFirstEnds();
        }
        else if (tail == Tail.Nothing)
        {
            _scanner.SkipSpace();
            _ = _scanner.AtEnd || _scanner.FailExpected("the end");
        }
    }

    private bool ReadValue([NotNullWhen(true)] out PipelineValue? value)
    {
        value = null;
        _scanner.SkipSpace();
        switch (_scanner.Peek)
        {
            case '{':
                return Enter() && ReadMap(out value);
            case '[':
                return Enter() && ReadList(out value);
            case '"':
                if (!_scanner.ReadString(out var text))
                {
                    return false;
                }

                value = new TextValue(text);
                return true;
            case '-' or (>= '0' and <= '9'):
                return ReadDecimal(out value);
            default:
                value = _scanner.TryTake("true") ? PipelineValue.True
                    : _scanner.TryTake("false") ? PipelineValue.False
                    : _scanner.TryTake("null") ? PipelineValue.Null : null;
                return value is not null || _scanner.FailExpected("a JSON value");
        }
    }

    private bool ReadDecimal([NotNullWhen(true)] out PipelineValue? value)
    {
        value = null;
        if (!_scanner.ReadNumber(out var number))
        {
            return false;
        }

        if (!BigDecimal.TryParse(number, out var parsed, out var problem))
        {
            return _scanner.Fail(problem);
        }

        value = new DecimalValue(parsed);
        return true;
    }

    private bool ReadList([NotNullWhen(true)] out PipelineValue? value)
    {
        value = null;
        _scanner.Position++;
        var items = new List<PipelineValue>();
        _scanner.SkipSpace();
        if (!_scanner.TryTake(']'))
        {
            do
            {
                if (!Count() || !ReadValue(out var item))
                {
                    return false;
                }

                items.Add(item);
                _scanner.SkipSpace();
            }
            while (_scanner.TryTake(','));

            if (!_scanner.TryTake(']'))
            {
                return _scanner.FailExpected("\",\" or \"]\"");
            }
        }

        _depth--;
        value = new ListValue(items);
        return true;
    }

    private bool ReadMap([NotNullWhen(true)] out PipelineValue? value)
    {
        value = null;
        _scanner.Position++;
        var members = new Dictionary<string, PipelineValue>(StringComparer.Ordinal);
        _scanner.SkipSpace();
        if (!_scanner.TryTake('}'))
        {
            do
            {
                _scanner.SkipSpace();
                if (!Count() || !_scanner.ReadString(out var name) || !Colon() || !ReadValue(out var member))
                {
                    return false;
                }

                members[name] = member;
                _scanner.SkipSpace();
            }
            while (_scanner.TryTake(','));

            if (!_scanner.TryTake('}'))
            {
                return _scanner.FailExpected("\",\" or \"}\"");
            }
        }

        _depth--;
        value = new MapValue(members);
        return true;
    }

    private bool SkipValue()
    {
        _scanner.SkipSpace();
        switch (_scanner.Peek)
        {
            case '{' or '[':
                return Enter() && SkipContainer(_scanner.Peek == '{');
            case '"':
                return _scanner.ReadRawString(out _, out _);
            case '-' or (>= '0' and <= '9'):
                return _scanner.ReadNumber(out _);
            default:
                return _scanner.TryTake("true") || _scanner.TryTake("false") || _scanner.TryTake("null")
                    || _scanner.FailExpected("a JSON value");
        }
    }

    private bool SkipContainer(bool isMap)
    {
        _scanner.Position++;
        _scanner.SkipSpace();
        var close = isMap ? '}' : ']';
        if (!_scanner.TryTake(close))
        {
            do
            {
                _scanner.SkipSpace();
                if (!Count() || (isMap && (!_scanner.ReadRawString(out _, out _) || !Colon())) || !SkipValue())
                {
                    return false;
                }

                _scanner.SkipSpace();
            }
            while (_scanner.TryTake(','));

            if (!_scanner.TryTake(close))
            {
                return _scanner.FailExpected($"\",\" or \"{close}\"");
            }
        }

        _depth--;
        return true;
    }

    private bool Colon()
    {
        _scanner.SkipSpace();
        return _scanner.TryTake(':') || _scanner.FailExpected("\":\"");
    }

    private bool Enter() => ++_depth <= _depthMax || _scanner.Fail($"JSON nested beyond the limit DepthMax of {_depthMax}");

    private bool Count() =>
        ++_items <= ValueLimits.JsonItemsMax || _scanner.Fail($"JSON of more items than the limit JsonItemsMax of {ValueLimits.JsonItemsMax}");

    private enum Tail
    {
        Anything,
        AfterSpace,
        Nothing,
    }
}
