using System.Globalization;
using System.Reflection;
using Node.Core.Text;

namespace Node.Core.Config;

/// <summary>Values that are written as one text.</summary>
internal static class ConfigLeaf
{
    /// <summary>Digits of a decimal number that are kept without rounding.</summary>
    public const int DecimalDigitsMax = 28;

    private delegate bool Parser(string text, out object? value);

    private static readonly Dictionary<Type, (Parser Parse, string Accepted)> Parsers = new()
    {
        [typeof(string)] = ((string text, out object? value) => (value = text) is not null, "text"),
        [typeof(Secret)] = ((string text, out object? value) => (value = new Secret(text)) is not null, "text"),
        [typeof(bool)] = (Of<bool>(bool.TryParse), "true or false"),
        [typeof(int)] = (Of<int>((text, out value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)), Range(int.MinValue, int.MaxValue)),
        [typeof(long)] = (Of<long>((text, out value) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)), Range(long.MinValue, long.MaxValue)),
        [typeof(ulong)] = (Of<ulong>((text, out value) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)), Range(ulong.MinValue, ulong.MaxValue)),
        [typeof(decimal)] = (Of<decimal>(TryDecimal), $"a decimal number of at most {DecimalDigitsMax} digits, such as 0.5"),
        [typeof(TimeSpan)] = (Of<TimeSpan>(GoDuration.TryParse), "a duration such as 500ms, 15s or 1h30m"),
        [typeof(FileSize)] = (Of<FileSize>(FileSize.TryParse), "a size such as 512kb, 100mb or 1.5gb"),
        [typeof(Uri)] = (Of<Uri>(TryUrl), "an absolute URL such as https://host:8545"),
    };

    private delegate bool TypedParser<T>(string text, out T value);

    /// <summary>Whether <paramref name="type"/> is one of these, an enum, has a public static <c>bool TryParse(string, out T)</c>, or is the nullable of such.</summary>
    public static bool Knows(Type type)
    {
        var bare = Bare(type);
        return Parsers.ContainsKey(bare) || bare.IsEnum || TryParseOf(bare) is not null;
    }

    /// <summary>Reads <paramref name="text"/> as a <paramref name="type"/>; the empty text is null where null is allowed and text is not.</summary>
    public static bool TryParse(Type type, string text, out object? value)
    {
        var bare = Bare(type);
        value = null;
        if (text.Length == 0 && bare != type)
        {
            return true;
        }

        if (Parsers.TryGetValue(bare, out var known))
        {
            return known.Parse(text, out value);
        }

        if (bare.IsEnum)
        {
            // By name only: numbers would let through what is no member.
            var name = Enum.GetNames(bare).FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
            value = name is null ? null : Enum.Parse(bare, name);
            return name is not null;
        }

        object?[] arguments = [text, null];
        var isRead = TryParseOf(bare)!.Invoke(null, arguments) is true;
        value = isRead ? arguments[1] : null;
        return isRead;
    }

    /// <summary>What is wrong with <paramref name="text"/>, which could not be read as a <paramref name="type"/>.</summary>
    public static string Problem(Type type, string text)
    {
        var found = text.Length == 0 ? "is empty" : $"is {ShownValue.Quote(text)}";
        var suggestion = Bare(type).IsEnum ? Suggestion.For(text, Enum.GetNames(Bare(type))) : null;
        return $"{found}; must be {Accepted(type)}{(suggestion is null ? "" : $"; did you mean {suggestion}?")}";
    }

    /// <summary>What is accepted, to follow "must be".</summary>
    public static string Accepted(Type type)
    {
        var bare = Bare(type);
        return Parsers.TryGetValue(bare, out var known) ? known.Accepted
            : bare.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(bare))}"
            : $"a valid {bare.Name}";
    }

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static MethodInfo? TryParseOf(Type type)
    {
        var method = type.GetMethod("TryParse", BindingFlags.Public | BindingFlags.Static, [typeof(string), type.MakeByRefType()]);
        return method?.ReturnType == typeof(bool) ? method : null;
    }

    private static Parser Of<T>(TypedParser<T> parse) => (string text, out object? value) =>
    {
        var isRead = parse(text, out var typed);
        value = isRead ? typed : null;
        return isRead;
    };

    private static string Range(object min, object max) => string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}");

    private static bool TryDecimal(string text, out decimal value)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        value = 0;
        return text.Count(char.IsAsciiDigit) <= DecimalDigitsMax && decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out value);
    }

    // "/a" is an absolute file URL on Unix; nobody means that.
    private static bool TryUrl(string text, out Uri value) => Uri.TryCreate(text, UriKind.Absolute, out value!) && text.Contains("://", StringComparison.Ordinal);
}
