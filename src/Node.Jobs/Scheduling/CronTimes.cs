using System.Diagnostics.CodeAnalysis;

namespace Node.Jobs.Scheduling;

/// <summary>
/// The times of a cron expression: every second whose wall clock in the zone matches all fields. An hour that the clock skips has no
/// such seconds, one that it repeats has them twice. When both day fields are restricted, either matches.
/// </summary>
internal sealed class CronTimes
{
    // The longest pause between two leap days, as around the year 2100, and some.
    private const int SearchYearsMax = 9;

    private const int SafeDayMax = 26;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly CronField[] _fields;

    private CronTimes(CronField[] fields) => _fields = fields;

    /// <summary>The six fields, seconds first.</summary>
    public IReadOnlyList<CronField> Fields => _fields;

    /// <summary>Reads six fields, seconds first.</summary>
    public static bool TryParse(IReadOnlyList<string> fields, [NotNullWhen(true)] out CronTimes? times, [NotNullWhen(false)] out string? problem)
    {
        times = null;
        problem = null;
        var read = new CronField[CronFieldRule.All.Count];
        for (var i = 0; i < read.Length; i++)
        {
            if (!CronFieldRule.All[i].TryParse(fields[i], out read[i], out problem))
            {
                return false;
            }
        }

        times = new CronTimes(read);
        return true;
    }

    /// <summary>The first time after an instant; null when there is none.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var at = new DateTimeOffset(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero) + Second;
        var end = at.Year > 9999 - SearchYearsMax - 1 ? DateTimeOffset.MaxValue.AddDays(-2) : at.AddYears(SearchYearsMax);
        while (at < end)
        {
            var local = TimeZoneInfo.ConvertTime(at, zone);
            if (!_fields[4].Contains(local.Month) && local.Day < SafeDayMax)
            {
                // Far enough from the month's end that a change of the clock on the way cannot hide a day of the next month.
                at = Skip(at, local, zone, TimeSpan.FromDays(SafeDayMax - local.Day) - local.TimeOfDay);
            }
            else if (!MatchesDay(local))
            {
                at = Skip(at, local, zone, TimeSpan.FromDays(1) - local.TimeOfDay);
            }
            else if (!_fields[2].Contains(local.Hour))
            {
                at = Skip(at, local, zone, TimeSpan.FromHours(1) - new TimeSpan(0, local.Minute, local.Second));
            }
            else if (!_fields[1].Contains(local.Minute))
            {
                at = Skip(at, local, zone, TimeSpan.FromSeconds(60 - local.Second));
            }
            else if (!_fields[0].Contains(local.Second))
            {
                at += Second;
            }
            else
            {
                return at;
            }
        }

        return null;
    }

    // Skips as far as wanted, or less when the clock is changed on the way: what comes then must be looked at anew.
    private static DateTimeOffset Skip(DateTimeOffset at, DateTimeOffset local, TimeZoneInfo zone, TimeSpan wanted)
    {
        foreach (var step in (ReadOnlySpan<TimeSpan>)
        [
            wanted, TimeSpan.FromDays(1) - local.TimeOfDay, TimeSpan.FromHours(1) - new TimeSpan(0, local.Minute, local.Second), TimeSpan.FromSeconds(60 - local.Second),
        ])
        {
            if (step <= wanted && zone.GetUtcOffset(at + step) == local.Offset)
            {
                return at + step;
            }
        }

        return at + Second;
    }

    private bool MatchesDay(DateTimeOffset local)
    {
        var (days, months, weekdays) = (_fields[3], _fields[4], _fields[5]);
        var (day, weekday) = (days.Contains(local.Day), weekdays.Contains((int)local.DayOfWeek));
        return months.Contains(local.Month) && (days.IsRestricted && weekdays.IsRestricted ? day || weekday : day && weekday);
    }
}
