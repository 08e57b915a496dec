using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Node.Jobs.Pipeline.Values;

/// <summary>Reads and writes decimal text.</summary>
internal static class BigDecimalText
{
    private const int LongDigits = 18;
    private const int FarAway = 1_000_000;

    /// <summary>Reads optional sign, digits with at most one point, optional <c>e</c> exponent.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out BigDecimal value, [NotNullWhen(false)] out string? problem)
    {
        value = default;
        var mark = text.IndexOfAny('e', 'E');
        var number = mark < 0 ? text : text[..mark];
        long exponent = 0;
        if (mark >= 0 && !TryParseExponent(text[(mark + 1)..], out exponent))
        {
            problem = NotANumber(text);
            return false;
        }

        var negative = number is ['-', ..];
        var digits = number is ['-' or '+', ..] ? number[1..] : number;
        var point = digits.IndexOf('.');
        var count = point < 0 ? digits.Length : digits.Length - 1;
        if (count > BigDecimal.DigitsMax)
        {
            problem = $"a number of {count} digits is beyond the limit DigitsMax of {BigDecimal.DigitsMax}";
            return false;
        }

        if (count == 0 || !AllDigits(digits, point))
        {
            problem = NotANumber(text);
            return false;
        }

        exponent -= point < 0 ? 0 : digits.Length - point - 1;
        var coefficient = Coefficient(digits, point, count, negative);
        if (coefficient.IsZero)
        {
            problem = null;
            return true;
        }

        var power = (int)Math.Clamp(exponent, -FarAway, FarAway);
        if (!BigDecimal.Fits(ref coefficient, ref power))
        {
            problem = Math.Abs(power) > BigDecimal.ExponentMax
                ? $"a number with the exponent {exponent} is beyond the limit ExponentMax of {BigDecimal.ExponentMax}"
                : $"a number of more digits than the limit DigitsMax of {BigDecimal.DigitsMax}";
            return false;
        }

        value = new BigDecimal(coefficient, power);
        problem = null;
        return true;
    }

    /// <summary>Plain notation without zeros at the end of the fraction.</summary>
    public static string Format(BigDecimal value)
    {
        var (coefficient, exponent) = (value.Coefficient, value.Exponent);
        if (exponent < 0)
        {
            BigDecimal.Strip(ref coefficient, ref exponent, 0);
        }

        var digits = BigInteger.Abs(coefficient).ToString(CultureInfo.InvariantCulture);
        var sign = coefficient.Sign < 0 ? "-" : "";
        if (exponent >= 0)
        {
            return coefficient.IsZero ? "0" : string.Concat(sign, digits, new string('0', exponent));
        }

        if (digits.Length <= -exponent)
        {
            return string.Concat(sign, "0.", new string('0', -exponent - digits.Length), digits);
        }

        var whole = digits.Length + exponent;
        return $"{sign}{digits.AsSpan(0, whole)}.{digits.AsSpan(whole)}";
    }

    private static bool TryParseExponent(ReadOnlySpan<char> text, out long exponent)
    {
        exponent = 0;
        var negative = text is ['-', ..];
        var digits = text is ['-' or '+', ..] ? text[1..] : text;
        if (digits.IsEmpty)
        {
            return false;
        }

        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            exponent = Math.Min((exponent * 10) + (c - '0'), int.MaxValue); // far beyond the limit is far enough
        }

        exponent = negative ? -exponent : exponent;
        return true;
    }

    private static bool AllDigits(ReadOnlySpan<char> digits, int point)
    {
        for (var i = 0; i < digits.Length; i++)
        {
            if (i != point && !char.IsAsciiDigit(digits[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static BigInteger Coefficient(ReadOnlySpan<char> digits, int point, int count, bool negative)
    {
        if (count <= LongDigits)
        {
            var small = 0L;
            for (var i = 0; i < digits.Length; i++)
            {
                small = i == point ? small : (small * 10) + (digits[i] - '0');
            }

            return negative ? -small : small;
        }

        Span<char> joined = stackalloc char[BigDecimal.DigitsMax];
        var whole = point < 0 ? digits.Length : point;
        digits[..whole].CopyTo(joined);
        digits[Math.Min(whole + 1, digits.Length)..].CopyTo(joined[whole..]);
        var coefficient = BigInteger.Parse(joined[..count], NumberStyles.None, CultureInfo.InvariantCulture);
        return negative ? -coefficient : coefficient;
    }

    private static string NotANumber(ReadOnlySpan<char> text) =>
        $"{Found.Quote(text)} is not a decimal number; accepted are digits with at most one point, and an exponent, e.g. -1234.5 or 1e-8";
}
