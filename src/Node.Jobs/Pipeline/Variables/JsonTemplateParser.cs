using System.Diagnostics.CodeAnalysis;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Variables;

/// <summary>Reads JSON with expressions, once, when the pipeline is compiled.</summary>
internal ref struct JsonTemplateParser
{
    private readonly Func<string, int?> _findTask;
    private JsonScanner _scanner;
    private int _depth;

    private JsonTemplateParser(ReadOnlySpan<char> text, Func<string, int?> findTask)
    {
        _findTask = findTask;
        _scanner = new JsonScanner(text);
    }

    /// <summary>Reads the first value of the text.</summary>
    public static bool TryParse(
        string text, Func<string, int?> findTask, [NotNullWhen(true)] out JsonTemplate? template, [NotNullWhen(false)] out string? problem)
    {
        var parser = new JsonTemplateParser(text, findTask);
        _ = parser.ReadTemplate(out template) && parser._scanner.CheckFirstEnds();
        problem = parser._scanner.Problem;
        return problem is null && template is not null;
    }

    private bool ReadTemplate([NotNullWhen(true)] out JsonTemplate? template)
    {
        template = null;
        _scanner.SkipSpace();
        switch (_scanner.Peek)
        {
            case '$':
                return ReadExpression(out template);
            case '{':
                return Enter() && ReadMap(out template);
            case '[':
                return Enter() && ReadList(out template);
            case '"':
                if (!ReadPlainString(out var text))
                {
                    return false;
                }

                template = new ConstantTemplate(new TextValue(text));
                return true;
            default:
                return ReadScalar(out template);
        }
    }

    private bool ReadExpression([NotNullWhen(true)] out JsonTemplate? template)
    {
        template = null;
        if (!ExpressionSyntax.TryEmbedded(_scanner.Rest, out var path, out var length))
        {
            return _scanner.Fail("an expression that is not of the form $(name.part) with letters, digits and _");
        }

        if (!KeyPath.TryParse(path.ToString(), _findTask, out var keyPath, out var problem))
        {
            return _scanner.Fail(problem);
        }

        _scanner.Position += length;
        template = new ExpressionTemplate(keyPath);
        return true;
    }

    private bool ReadScalar([NotNullWhen(true)] out JsonTemplate? template)
    {
        template = null;
        if (_scanner.Peek is '-' or (>= '0' and <= '9'))
        {
            if (!_scanner.ReadNumber(out var number))
            {
                return false;
            }

            if (!BigDecimal.TryParse(number, out var value, out var problem))
            {
                return _scanner.Fail(problem);
            }

            template = new ConstantTemplate(new DecimalValue(value));
            return true;
        }

        var constant = _scanner.TryTake("true") ? PipelineValue.True
            : _scanner.TryTake("false") ? PipelineValue.False
            : _scanner.TryTake("null") ? PipelineValue.Null : null;
        template = constant is null ? null : new ConstantTemplate(constant);
        return template is not null || _scanner.FailExpected("a JSON value or an expression $(…)");
    }

    private bool ReadPlainString([NotNullWhen(true)] out string? text)
    {
        text = null;
        var start = _scanner.Position;
        if (!_scanner.ReadRawString(out var raw, out var escaped))
        {
            return false;
        }

        for (var at = 0; at < raw.Length; at++)
        {
            if (raw[at] == '$' && ExpressionSyntax.TryEmbedded(raw[at..], out _, out _))
            {
                _scanner.Position = start;
                return _scanner.Fail("an expression inside a JSON string; write it without the quotes, as a value of its own,");
            }
        }

        text = escaped ? JsonScanner.Unescape(raw) : raw.ToString();
        return true;
    }

    private bool ReadList([NotNullWhen(true)] out JsonTemplate? template)
    {
        template = null;
        _scanner.Position++;
        var items = new List<JsonTemplate>();
        _scanner.SkipSpace();
        if (!_scanner.TryTake(']'))
        {
            do
            {
                if (!ReadTemplate(out var item))
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
        template = items.TrueForAll(static i => i.Constant is not null)
            ? new ConstantTemplate(new ListValue([.. items.Select(static i => i.Constant!)])) : new ListTemplate(items);
        return true;
    }

    private bool ReadMap([NotNullWhen(true)] out JsonTemplate? template)
    {
        template = null;
        _scanner.Position++;
        var members = new Dictionary<string, JsonTemplate>(StringComparer.Ordinal);
        _scanner.SkipSpace();
        if (!_scanner.TryTake('}'))
        {
            do
            {
                _scanner.SkipSpace();
                if (!ReadPlainString(out var name) || !Colon() || !ReadTemplate(out var member))
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
        template = members.Values.All(static m => m.Constant is not null)
            ? new ConstantTemplate(new MapValue(members.ToDictionary(static m =>
                m.Key, static m => m.Value.Constant!, StringComparer.Ordinal)))
            : new MapTemplate(members);
        return true;
    }

    private bool Colon()
    {
        _scanner.SkipSpace();
        return _scanner.TryTake(':') || _scanner.FailExpected("\":\"");
    }

    private bool Enter() =>
        ++_depth <= ValueLimits.DepthMax || _scanner.Fail($"JSON nested beyond the limit DepthMax of {ValueLimits.DepthMax}");
}
