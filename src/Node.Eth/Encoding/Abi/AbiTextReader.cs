using System.Globalization;

namespace Node.Eth.Encoding.Abi;

/// <summary>The cursor behind every ABI text: words, types and parameter lists, with the column of each fault.</summary>
internal sealed class AbiTextReader
{
    private const int ShownCharsMax = 40;

    private readonly string _text;
    private readonly AbiLimits _limits;
    private int _at;

    public AbiTextReader(string text, AbiLimits limits)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
        _limits = limits;
        if (text.Length > limits.TypeCharsMax)
        {
            throw new AbiException(
                AbiFault.LimitCrossed, $"an ABI text of {text.Length} characters is over the limit of {limits.TypeCharsMax}", string.Empty);
        }
    }

    /// <summary>The next word, empty when the next character does not belong to one.</summary>
    public string Word()
    {
        SkipSpace();
        var start = _at;
        while (_at < _text.Length && IsWordChar(_text[_at]))
        {
            _at++;
        }

        return _text[start.._at];
    }

    /// <summary>Whether <paramref name="expected"/> is the next character after spaces; takes it.</summary>
    public bool Take(char expected)
    {
        SkipSpace();
        if (_at >= _text.Length || _text[_at] != expected)
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>The name of a function or event, and its opening parenthesis.</summary>
    public string NameAndOpening(string ofWhat)
    {
        var name = Word();
        if (name == ofWhat)
        {
            name = Word();
        }

        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
        {
            throw Fault($"the name of the {ofWhat} was expected, not {Shown()}");
        }

        return Take('(') ? name : throw Fault($"( was expected after the name of the {ofWhat}, not {Shown()}");
    }

    /// <summary>Parameters up to and including <paramref name="close"/>, or up to the end when null.</summary>
    public IReadOnlyList<AbiParameter> Parameters(bool allowIndexed, char? close, int depth)
    {
        var parameters = new List<AbiParameter>();
        if (AtClose(close))
        {
            return parameters;
        }

        do
        {
            if (parameters.Count == _limits.ParametersMax)
            {
                throw Limit($"more than {_limits.ParametersMax} parameters in one list");
            }

            parameters.Add(Parameter(allowIndexed, depth));
        }
        while (Take(','));
        return AtClose(close) ? parameters : throw Fault($", or {close?.ToString() ?? "the end"} was expected, not {Shown()}");
    }

    /// <summary>One type, <paramref name="depth"/> levels down.</summary>
    public AbiType Type(int depth)
    {
        if (depth > _limits.DepthMax)
        {
            throw Limit($"types nest deeper than {_limits.DepthMax}");
        }

        var word = Word();
        AbiType type;
        if (word is "" or "tuple" && Take('('))
        {
            var components = Parameters(allowIndexed: false, ')', depth + 1);
            type = components.Count > 0
                ? Checked(AbiType.Tuple(components))
                : throw Fault("a tuple needs at least one component");
        }
        else
        {
            type = Elementary(word);
        }

        while (_at < _text.Length && _text[_at] == '[')
        {
            type = Suffix(type);
        }

        return type;
    }

    /// <summary>Checks that only spaces are left.</summary>
    public void End()
    {
        SkipSpace();
        if (_at < _text.Length)
        {
            throw Fault($"the end was expected, not {Shown()}");
        }
    }

    /// <summary>A fault at the cursor.</summary>
    public AbiException Fault(string problem) => new(AbiFault.BadType, problem, Column());

    /// <summary>What stands at the cursor, for a message: cut, and free of characters that could upset a terminal.</summary>
    public string Shown()
    {
        if (_at >= _text.Length)
        {
            return "the end";
        }

        var end = _at;
        while (end < _text.Length && end - _at < ShownCharsMax && IsWordChar(_text[end]))
        {
            end++;
        }

        var first = _text[_at];
        return end > _at ? $"\"{_text[_at..end]}\""
            : first is > ' ' and < '\x7f' ? $"\"{first}\""
            : $"U+{(int)first:X4}";
    }

    private static bool IsWordChar(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '$';

    private AbiParameter Parameter(bool allowIndexed, int depth)
    {
        SkipSpace();
        var type = Type(depth);
        var isIndexed = false;
        while (true)
        {
            SkipSpace();
            var start = _at;
            var word = Word();
            switch (word)
            {
                case "indexed" when allowIndexed && !isIndexed:
                    isIndexed = true;
                    break;
                case "indexed":
                    _at = start;
                    throw Fault("\"indexed\" may stand once, between type and name, in the parameters of an event");
                case "memory" or "calldata" or "storage" when !type.IsWord:
                case "payable" when type.Kind == AbiKind.Address:
                    break;
                default:
                    if (word.Length > 0 && char.IsAsciiDigit(word[0]))
                    {
                        _at = start;
                        throw Fault($"a name may not begin with a digit: {Shown()}");
                    }

                    return new AbiParameter(word, type, isIndexed);
            }
        }
    }

    private AbiType Elementary(string word)
    {
        var split = word.AsSpan().IndexOfAnyInRange('0', '9');
        var family = split < 0 ? word : word[..split];
        var size = split < 0 ? 0 : Number(word.AsSpan(split));
        var sized = split >= 0;
        return (family, sized) switch
        {
            ("uint", _) when !sized || IsWidth(size) => AbiType.Uint(sized ? size : 256),
            ("int", _) when !sized || IsWidth(size) => AbiType.Int(sized ? size : 256),
            ("bytes", true) when size is >= 1 and <= 32 => AbiType.FixedBytes(size),
            ("bytes", false) => AbiType.Bytes(),
            ("address", false) => AbiType.Address(),
            ("bool", false) => AbiType.Bool(),
            ("string", false) => AbiType.String(),
            ("function", false) => AbiType.Function(),
            ("uint" or "int", true) => throw Back(word, "is not a width of 8, 16, 24 … 256 bits"),
            ("bytes", true) => throw Back(word, "is not bytes1 … bytes32"),
            ("fixed" or "ufixed", _) => throw Back(word, "is a fixed-point type, which is not supported; use an integer and scale it"),
            ("", false) => throw Fault($"a type was expected, not {Shown()}"),
            _ => throw Back(word, "is not a type"),
        };
    }

    private AbiType Suffix(AbiType element)
    {
        var start = _at++;
        var digits = Word();
        if (!Take(']'))
        {
            throw Fault($"] was expected, not {Shown()}");
        }

        if (element.Depth == _limits.DepthMax)
        {
            _at = start;
            throw Limit($"types nest deeper than {_limits.DepthMax}");
        }

        if (digits.Length == 0)
        {
            return AbiType.Array(element);
        }

        var length = Number(digits);
        if (length > 0)
        {
            return Checked(AbiType.FixedArray(element, length));
        }

        _at = start;
        throw Fault("the length of an array is a number from 1, without leading zeros");
    }

    private AbiType Checked(AbiType type)
    {
        if (type.Depth > _limits.DepthMax)
        {
            throw Limit($"types nest deeper than {_limits.DepthMax}");
        }

        return type.BodyBytes <= _limits.StaticBytesMax
            ? type
            : throw Limit($"one value of the type takes more than {_limits.StaticBytesMax} bytes");
    }

    private bool AtClose(char? close)
    {
        SkipSpace();
        return close is { } character ? Take(character) : _at == _text.Length;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }
    }

    // 0 stands for "not a number from 1 to 2^31-1 without leading zeros".
    private static int Number(ReadOnlySpan<char> digits) =>
        digits[0] != '0' && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private bool IsWidth(int bits) => bits > 0 && (_limits.AnyWidth || (bits <= 256 && bits % 8 == 0));

    private AbiException Back(string word, string problem)
    {
        _at -= word.Length;
        return Fault($"{Shown()} {problem}");
    }

    private AbiException Limit(string problem) => new(AbiFault.LimitCrossed, problem, Column());

    private string Column() => $"column {_at + 1}";
}
