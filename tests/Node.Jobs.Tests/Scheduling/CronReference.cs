using System.Globalization;
using Node.Core.Randomness;

namespace Node.Jobs.Tests.Scheduling;

/// <summary>
/// A random cron expression with the values that each of its fields was made to accept, and its times found by looking at every minute.
/// Shares nothing with what is tested: neither the reading of the text, nor the search, nor the offsets of the zones.
/// </summary>
internal sealed class CronReference
{
    private static readonly string[] Months = ["jan", "FEB", "mar", "Apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Weekdays = ["sun", "MON", "tue", "wed", "Thu", "fri", "sat"];
    private readonly IRandomSource _random;
    private readonly List<string> _texts = [];
    private readonly List<HashSet<int>> _values = [];
    private readonly List<bool> _isFree = [];

    private CronReference(IRandomSource random) => _random = random;

    /// <summary>The fields, without a zone; five or six.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Draws an expression.</summary>
    public static CronReference Draw(IRandomSource random)
    {
        var drawn = new CronReference(random);
        var hasSeconds = random.NextInt32(2) == 0;
        drawn.Add(hasSeconds ? null : "0", 0, 59, []);
        drawn.Add(null, 0, 59, []);
        drawn.Add(null, 0, 23, []);
        drawn.Add(null, 1, 31, []);
        drawn.Add(null, 1, 12, Months);
        drawn.Add(null, 0, 6, Weekdays);
        drawn.Text = string.Join(' ', hasSeconds ? drawn._texts : drawn._texts.Skip(1));
        return drawn;
    }

    /// <summary>The first times after <paramref name="after"/> and up to <paramref name="until"/>, which lie on whole minutes.</summary>
    public List<DateTimeOffset> Times(DateTimeOffset after, DateTimeOffset until, int countMax, Func<DateTimeOffset, TimeSpan> offsetAt)
    {
        List<DateTimeOffset> found = [];
        for (var minute = after; minute <= until && found.Count < countMax; minute = minute.AddMinutes(1))
        {
            var wall = (minute + offsetAt(minute)).DateTime;
            if (!_values[1].Contains(wall.Minute) || !_values[2].Contains(wall.Hour) || !_values[4].Contains(wall.Month) || !IsDay(wall))
            {
                continue;
            }

            found.AddRange(_values[0].Order().Select(second => minute.AddSeconds(second)).Where(time => time > after && time <= until));
        }

        return found.GetRange(0, Math.Min(found.Count, countMax));
    }

    private bool IsDay(DateTime wall)
    {
        var (day, weekday) = (_values[3].Contains(wall.Day), _values[5].Contains((int)wall.DayOfWeek));
        return _isFree[3] || _isFree[5] ? day && weekday : day || weekday;
    }

    private void Add(string? only, int min, int max, string[] names)
    {
        HashSet<int> values = [];
        List<string> items = [];
        var isFree = false;
        var count = only is null ? 1 + _random.NextInt32(3) : 0;
        for (var i = 0; i < count; i++)
        {
            items.Add(Item(min, max, names, values, ref isFree));
        }

        if (only is not null)
        {
            items.Add(only);
            values.Add(int.Parse(only, CultureInfo.InvariantCulture));
        }

        _texts.Add(string.Join(',', items));
        _values.Add(values);
        _isFree.Add(isFree);
    }

    private string Item(int min, int max, string[] names, HashSet<int> values, ref bool isFree)
    {
        var from = min + _random.NextInt32(max - min + 1);
        var to = from + _random.NextInt32(max - from + 1);
        var step = 1 + _random.NextInt32(_random.NextInt32(2) == 0 ? 4 : max);
        var kind = _random.NextInt32(7);
        isFree |= kind == 0 || (kind == 1 && step == 1);
        var (first, last, by) = kind switch
        {
            0 => (min, max, 1),
            1 => (min, max, step),
            2 or 3 => (from, from, 1),
            4 => (from, max, step),
            5 => (from, to, 1),
            _ => (from, to, step),
        };
        for (var value = first; value <= last; value += by)
        {
            values.Add(value);
        }

        return kind switch
        {
            0 => _random.NextInt32(4) == 0 ? "?" : "*",
            1 => $"*/{step}",
            2 or 3 => Name(from, min, names),
            4 => $"{Name(from, min, names)}/{step}",
            5 => $"{Name(from, min, names)}-{Name(to, min, names)}",
            _ => $"{Name(from, min, names)}-{Name(to, min, names)}/{step}",
        };
    }

    private string Name(int value, int min, string[] names) =>
        names.Length > 0 && _random.NextInt32(3) == 0 ? names[value - min] : value.ToString(CultureInfo.InvariantCulture);
}
