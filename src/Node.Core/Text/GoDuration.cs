using System.Buffers;
using System.Globalization;
using System.Text;

namespace Node.Core.Text;

/// <summary>Durations as the field writes them: <c>1m30s</c>, <c>100ms</c>, <c>1.5h</c>, <c>0</c>.</summary>
public static class GoDuration
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int CharsMax = 64;

    /// <summary>What is accepted, for messages.</summary>
    public const string Accepted = "a duration such as 500ms, 15s, 1m30s or 2h";

    private static readonly SearchValues<char> NumberChars = SearchValues.Create("0123456789.");

    private static readonly (string Name, decimal Nanoseconds)[] Units =
    [
        ("ns", 1m),
        ("us", 1_000m),
        ("\u00b5s", 1_000m),
        ("\u03bcs", 1_000m),
        ("ms", 1_000_000m),
        ("s", 1_000_000_000m),
        ("m", 60_000_000_000m),
        ("h", 3_600_000_000_000m),
    ];

    /// <summary>Reads a duration: an optional sign, then numbers with units, the units in any order; or a plain <c>0</c>.</summary>
    /// <remarks>
    /// What is finer than 100 ns is cut off, but a duration that is not zero never becomes zero: it is refused.
    /// So is one that does not fit a <see cref="TimeSpan"/>.
    /// </remarks>
    /// <returns>Whether <paramref name="text"/> is a duration.</returns>
    public static bool TryParse(string? text, out TimeSpan value)
    {
        value = default;
        if (string.IsNullOrEmpty(text) || text.Length > CharsMax)
        {
            return false;
        }

        var isNegative = text[0] == '-';
        var rest = text[0] is '-' or '+' ? text.AsSpan(1) : text;
        if (rest is "0")
        {
            return true;
        }

        if (rest.IsEmpty || !TrySum(rest, out var nanoseconds))
        {
            return false;
        }

        var ticks = decimal.Truncate(nanoseconds / TimeSpan.NanosecondsPerTick);
        var signed = isNegative ? -ticks : ticks;
        if ((ticks == 0 && nanoseconds != 0) || signed is < long.MinValue or > long.MaxValue)
        {
            return false;
        }

        value = new TimeSpan((long)signed);
        return true;
    }

    /// <summary>The shortest form that <see cref="TryParse"/> reads back to the same value, e.g. <c>1h0m0.5s</c>, <c>1.5ms</c>, <c>0s</c>.</summary>
    public static string Format(TimeSpan value)
    {
        if (value == TimeSpan.Zero)
        {
            return "0s";
        }

        var ticks = Math.Abs((decimal)value.Ticks);
        var text = new StringBuilder(value < TimeSpan.Zero ? "-" : "");
        if (ticks < TimeSpan.TicksPerSecond)
        {
            return text.Append(FormatBelowSecond(ticks)).ToString();
        }

        var hours = decimal.Truncate(ticks / TimeSpan.TicksPerHour);
        var minutes = decimal.Truncate(ticks % TimeSpan.TicksPerHour / TimeSpan.TicksPerMinute);
        var seconds = ticks % TimeSpan.TicksPerMinute / TimeSpan.TicksPerSecond;
        if (hours > 0)
        {
            text.Append(Number(hours)).Append('h');
        }

        if (hours > 0 || minutes > 0)
        {
            text.Append(Number(minutes)).Append('m');
        }

        return text.Append(Number(seconds)).Append('s').ToString();
    }

    private static string FormatBelowSecond(decimal ticks) => ticks switch
    {
        < TimeSpan.TicksPerMicrosecond => Number(ticks * TimeSpan.NanosecondsPerTick) + "ns",
        < TimeSpan.TicksPerMillisecond => Number(ticks / TimeSpan.TicksPerMicrosecond) + "\u00b5s",
        _ => Number(ticks / TimeSpan.TicksPerMillisecond) + "ms",
    };

    private static string Number(decimal value) => value.ToString("0.#########", CultureInfo.InvariantCulture);

    private static bool TrySum(ReadOnlySpan<char> text, out decimal nanoseconds)
    {
        nanoseconds = 0;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExcept(NumberChars);
            if (digits <= 0
                || !decimal.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                || !TryTakeUnit(text[digits..], out var unit, out var unitLength)
                || number > (decimal.MaxValue / 2 / unit))
            {
                return false;
            }

            nanoseconds += number * unit;
            if (nanoseconds > decimal.MaxValue / 2)
            {
                return false;
            }

            text = text[(digits + unitLength)..];
        }

        return true;
    }

    private static bool TryTakeUnit(ReadOnlySpan<char> text, out decimal nanoseconds, out int length)
    {
        var end = text.IndexOfAny(NumberChars);
        var name = end < 0 ? text : text[..end];
        foreach (var unit in Units)
        {
            if (name.SequenceEqual(unit.Name))
            {
                (nanoseconds, length) = (unit.Nanoseconds, unit.Name.Length);
                return true;
            }
        }

        (nanoseconds, length) = (0, 0);
        return false;
    }
}
