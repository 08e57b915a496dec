using System.Buffers;
using System.Globalization;

namespace Node.Jobs.Pipeline.Graph;

/// <summary>Durations as the field writes them: <c>1m30s</c>, <c>500ms</c>, <c>1.5h</c>, <c>-1s</c>, <c>0</c>.</summary>
internal static class DurationText
{
    private static readonly SearchValues<char> NumberChars = SearchValues.Create("0123456789.");

    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("ns", 0),
        ("us", TimeSpan.TicksPerMicrosecond),
        ("µs", TimeSpan.TicksPerMicrosecond),
        ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
    ];

    /// <summary>Reads a duration; false for anything else.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var rest = text is ['-' or '+', ..] ? text.AsSpan(1) : text;
        if (rest is "0")
        {
            return true;
        }

        var ticks = 0m;
        while (!rest.IsEmpty)
        {
            var length = rest.IndexOfAnyExcept(NumberChars);
            if (length <= 0 || length > 18
                || !decimal.TryParse(rest[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                || !TakeUnit(ref rest, length, out var unit))
            {
                return false;
            }

            ticks += count * unit;
        }

        if (text.Length == 0 || rest.Length == text.Length || ticks > TimeSpan.MaxValue.Ticks)
        {
            return false;
        }

        duration = TimeSpan.FromTicks((long)(text[0] == '-' ? -ticks : ticks));
        return true;
    }

    private static bool TakeUnit(ref ReadOnlySpan<char> rest, int at, out decimal ticks)
    {
        var tail = rest[at..];
        var letters = tail.IndexOfAny(NumberChars);
        var unit = letters < 0 ? tail : tail[..letters];
        rest = tail[unit.Length..];
        foreach (var (name, value) in Units)
        {
            if (unit.SequenceEqual(name))
            {
                ticks = name == "ns" ? 0.01m : value;
                return true;
            }
        }

        ticks = 0;
        return false;
    }
}
