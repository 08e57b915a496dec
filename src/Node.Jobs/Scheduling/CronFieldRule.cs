using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Node.Core.Text;

namespace Node.Jobs.Scheduling;

/// <summary>
/// Reads one field: a list of values, ranges and <c>*</c>, each with an optional step. <c>5/10</c> is from 5 to the end in steps of 10;
/// <c>?</c> is another way to write <c>*</c>.
/// </summary>
/// <param name="Name">What the field is called in a fault.</param>
/// <param name="Min">The lowest value.</param>
/// <param name="Max">The highest value.</param>
/// <param name="Names">Words for the values, the first for the lowest; empty when there are none.</param>
internal sealed record CronFieldRule(string Name, int Min, int Max, IReadOnlyList<string> Names)
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>The fields in order, seconds first.</summary>
    public static IReadOnlyList<CronFieldRule> All { get; } =
    [
        new("second", 0, 59, []), new("minute", 0, 59, []), new("hour", 0, 23, []), new("day of month", 1, 31, []),
        new("month", 1, 12, Months), new("day of week", 0, 6, Weekdays),
    ];

    /// <summary>Reads a field.</summary>
    public bool TryParse(string text, out CronField field, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        var bits = 0UL;
        var isRestricted = true;
        foreach (var item in text.Split(','))
        {
            if (!TryItem(item, out var from, out var to, out var step))
            {
                problem = $"the field for the {Name} is \"{Untrusted.Show(text)}\" where {Accepted()}";
                break;
            }

            isRestricted &= item[0] is not ('*' or '?') || step > 1;
            for (long value = from; value <= to; value += step)
            {
                bits |= 1UL << (int)value;
            }
        }

        field = new CronField(bits, isRestricted);
        return problem is null;
    }

    private bool TryItem(string item, out int from, out int to, out int step)
    {
        (from, to, step) = (Min, Max, 1);
        var slash = item.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0 && (!TryNumber(item[(slash + 1)..], out step) || step == 0))
        {
            return false;
        }

        var range = slash < 0 ? item : item[..slash];
        if (range is "*" or "?")
        {
            return true;
        }

        var dash = range.IndexOf('-', StringComparison.Ordinal);
        if (!TryValue(dash < 0 ? range : range[..dash], out from))
        {
            return false;
        }

        if (dash >= 0)
        {
            return TryValue(range[(dash + 1)..], out to) && to >= from;
        }

        to = slash < 0 ? from : Max;
        return true;
    }

    private bool TryValue(string text, out int value)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (string.Equals(text, Names[i], StringComparison.OrdinalIgnoreCase))
            {
                value = Min + i;
                return true;
            }
        }

        return TryNumber(text, out value) && value >= Min && value <= Max;
    }

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private string Accepted() => Names.Count == 0
        ? $"{Min} to {Max}, ranges, lists, steps and * are accepted"
        : $"{Min} to {Max}, {Names[0]} to {Names[^1]}, ranges, lists, steps and * are accepted";
}
