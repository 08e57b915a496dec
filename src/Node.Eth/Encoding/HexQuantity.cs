using System.Globalization;
using System.Numerics;

namespace Node.Eth.Encoding;

/// <summary>Numbers as JSON-RPC writes them: <c>0x</c> and the fewest hex digits, zero being <c>0x0</c>.</summary>
public static class HexQuantity
{
    /// <summary>Most digits read: those of 256 bits.</summary>
    public const int DigitsMax = 64;

    /// <summary>The text of a number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public static string Format(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        var digits = value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return digits.Length == 0 ? "0x0" : "0x" + digits;
    }

    /// <summary>Reads a number of up to <see cref="DigitsMax"/> digits without leading zeros; false for anything else.</summary>
    public static bool TryParse(string? text, out BigInteger value)
    {
        value = BigInteger.Zero;
        if (text is null || text.Length is < 3 or > DigitsMax + 2 || !text.StartsWith("0x", StringComparison.Ordinal)
            || (text[2] == '0' && text.Length > 3))
        {
            return false;
        }

        foreach (var digit in text.AsSpan(2))
        {
            if (!char.IsAsciiHexDigit(digit))
            {
                return false;
            }
        }

        value = BigInteger.Parse("0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>Reads a number that fits a non-negative <see cref="long"/>, e.g. a block number; false for anything else.</summary>
    public static bool TryParse(string? text, out long value)
    {
        var ok = TryParse(text, out BigInteger number) && number <= long.MaxValue;
        value = ok ? (long)number : 0;
        return ok;
    }
}
