using System.Globalization;

namespace Node.Core.Config;

/// <summary>A number of bytes, written with a decimal unit: <c>512b</c>, <c>100mb</c>, <c>1.5gb</c>.</summary>
/// <param name="Bytes">The number of bytes; never negative when it was read.</param>
public readonly record struct FileSize(long Bytes)
{
    /// <summary>The longest text that is read.</summary>
    public const int CharsMax = 32;

    private static readonly (string Name, long Bytes)[] Units =
    [
        ("tb", 1_000_000_000_000), ("gb", 1_000_000_000), ("mb", 1_000_000), ("kb", 1_000), ("b", 1),
    ];

    /// <summary>Reads a number, at most one space, and a unit: b, kb, mb, gb, tb (powers of 1,000, any case); without a unit it is bytes.</summary>
    /// <returns>False for anything else, a negative size, a part of a byte, or more than 2⁶³−1 bytes.</returns>
    public static bool TryParse(string? text, out FileSize size)
    {
        size = default;
        if (text is null || text.Length is 0 or > CharsMax)
        {
            return false;
        }

        var (number, factor) = SplitUnit(text);
        if (number.Length is 0 or > 20 || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        var isTooLarge = count > (decimal)long.MaxValue / factor;
        var bytes = isTooLarge ? 0 : count * factor;
        if (isTooLarge || decimal.Truncate(bytes) != bytes)
        {
            return false;
        }

        size = new FileSize((long)bytes);
        return true;
    }

    /// <summary>The size in the largest unit that needs no rounding, e.g. <c>100mb</c>; reads back as the same size.</summary>
    public override string ToString()
    {
        foreach (var (name, unit) in Units)
        {
            if (Bytes != 0 && Bytes % unit == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{Bytes / unit}{name}");
            }
        }

        return "0b";
    }

    private static (string Number, long Factor) SplitUnit(string text)
    {
        foreach (var (name, bytes) in Units)
        {
            if (text.EndsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                var number = text[..^name.Length];
                return (number.EndsWith(' ') ? number[..^1] : number, bytes);
            }
        }

        return (text, 1);
    }
}
