using System.Globalization;
using System.Text;

namespace Node.Core.Text;

/// <summary>Durations as job specs write them: <c>1h30m</c>, <c>1.5s</c>, <c>100ms</c>, <c>0</c>.</summary>
public static class GoDuration
{
    /// <summary>The longest text that is read.</summary>
    public const int CharsMax = 64;

    private static readonly (string Name, decimal Ticks)[] Units =
    [
        ("ns", 0.01m), ("us", TimeSpan.TicksPerMicrosecond), ("µs", TimeSpan.TicksPerMicrosecond), ("μs", TimeSpan.TicksPerMicrosecond),
        ("ms", TimeSpan.TicksPerMillisecond), ("s", TimeSpan.TicksPerSecond), ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour),
    ];

    /// <summary>Reads a sign, then one or more numbers with a unit (ns, us, ms, s, m, h) each. A bare number is only allowed as <c>0</c>. What is finer than 100 ns is cut off.</summary>
    public static bool TryParse(string? text, out TimeSpan value)
    {
        value = default;
        if (text is null || text.Length is 0 or > CharsMax)
        {
            return false;
        }

        var rest = text.AsSpan();
        var isNegative = rest[0] == '-';
        if (rest[0] is '-' or '+')
        {
            rest = rest[1..];
        }

        if (rest is "0")
        {
            return true;
        }

        decimal ticks = 0;
        if (rest.IsEmpty)
        {
            return false;
        }

        while (!rest.IsEmpty)
        {
            if (!TryPart(ref rest, out var part))
            {
                return false;
            }

            ticks += part;
            if (ticks > long.MaxValue)
            {
                return false;
            }
        }

        value = new TimeSpan((long)(isNegative ? -ticks : ticks));
        return true;
    }

    /// <summary>Writes a duration in the same form, e.g. <c>1h30m0s</c>, <c>1.5s</c>, <c>100ms</c>.</summary>
    public static string Format(TimeSpan value)
    {
        if (value == TimeSpan.Zero)
        {
            return "0s";
        }

        var sign = value < TimeSpan.Zero ? "-" : "";
        var ticks = decimal.Abs(value.Ticks);
        if (ticks < TimeSpan.TicksPerSecond)
        {
            var (unit, size) = ticks >= TimeSpan.TicksPerMillisecond ? ("ms", TimeSpan.TicksPerMillisecond) : ("us", TimeSpan.TicksPerMicrosecond);
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{ticks / size:0.####}{unit}");
        }

        var text = new StringBuilder(sign);
        var hours = decimal.Floor(ticks / TimeSpan.TicksPerHour);
        var minutes = decimal.Floor(ticks % TimeSpan.TicksPerHour / TimeSpan.TicksPerMinute);
        var seconds = ticks % TimeSpan.TicksPerMinute / TimeSpan.TicksPerSecond;
        if (hours > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{hours:0}h");
        }

        if (hours > 0 || minutes > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{minutes:0}m");
        }

        return text.Append(CultureInfo.InvariantCulture, $"{seconds:0.#######}s").ToString();
    }

    private static bool TryPart(ref ReadOnlySpan<char> rest, out decimal ticks)
    {
        ticks = 0;
        var length = 0;
        while (length < rest.Length && (char.IsAsciiDigit(rest[length]) || rest[length] == '.'))
        {
            length++;
        }

        if (length == 0 || length > 20 || !decimal.TryParse(rest[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        rest = rest[length..];
        foreach (var (name, size) in Units)
        {
            // "m" must not swallow the beginning of "ms".
            if (rest.StartsWith(name, StringComparison.Ordinal) && (rest.Length == name.Length || char.IsAsciiDigit(rest[name.Length]) || rest[name.Length] == '.'))
            {
                ticks = number * size;
                rest = rest[name.Length..];
                return true;
            }
        }

        return false;
    }
}
