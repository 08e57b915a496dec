using System.Diagnostics.CodeAnalysis;
using Node.Core.Storage;
using Node.Core.Text;

namespace Node.Jobs.Scheduling;

/// <summary>
/// Reads schedules as the field writes them: <c>CRON_TZ=Zone m h dom mon dow</c> with an optional field for seconds in front,
/// a descriptor such as <c>@daily</c> after the zone, or <c>@every 1h30m</c>; and <c>@at 2026-01-31T12:00:00Z</c> for what happens once.
/// When both day fields are restricted, either matches.
/// </summary>
public static class ScheduleParser
{
    /// <summary>The shortest interval between two ticks.</summary>
    public static readonly TimeSpan IntervalMin = TimeSpan.FromSeconds(1);

    /// <summary>The longest schedule, in characters.</summary>
    public const int CharsMax = 1024;

    private const string EveryPrefix = "@every";
    private const string AtPrefix = "@at";
    private const string KnownZone = "America/New_York";

    private const string Accepted =
        "e.g. \"CRON_TZ=UTC 0 */5 * * * *\" (seconds first; five fields work too), \"CRON_TZ=Europe/Paris @daily\" or \"@every 10m\"";

    private static readonly Dictionary<string, string> Descriptors = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
        ["@monthly"] = "0 0 1 * *",
        ["@weekly"] = "0 0 * * 0",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@hourly"] = "0 * * * *",
    };

    /// <summary>Reads a schedule of a job, which must say its time zone.</summary>
    /// <param name="text">The text of the job spec.</param>
    /// <param name="schedule">The schedule, when it is one.</param>
    /// <param name="problem">What is wrong and what is accepted, when it is not.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Schedule? schedule, [NotNullWhen(false)] out string? problem) =>
        TryParse(text, null, out schedule, out problem);

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">The text.</param>
    /// <param name="zoneOtherwise">The zone of a cron expression that names none; null when it must.</param>
    /// <param name="schedule">The schedule, when it is one.</param>
    /// <param name="problem">What is wrong and what is accepted, when it is not.</param>
    public static bool TryParse(
        string text, TimeZoneInfo? zoneOtherwise, [NotNullWhen(true)] out Schedule? schedule, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        schedule = null;
        problem = null;
        if (text.Length > CharsMax)
        {
            problem = $"has {text.Length} characters, the limit CharsMax is {CharsMax}";
            return false;
        }

        var trimmed = text.Trim();
        if (trimmed.Length == 0 && zoneOtherwise is not null)
        {
            problem = $"is empty: {Accepted}";
            return false;
        }

        if (After(AtPrefix, trimmed) is { } instant)
        {
            return TryAt(text, instant, out schedule, out problem);
        }

        if (After(EveryPrefix, trimmed) is { } interval)
        {
            return TryEvery(text, interval, out schedule, out problem);
        }

        if (!TryZone(trimmed, zoneOtherwise, out var zone, out var fields, out problem))
        {
            return false;
        }

        return After(EveryPrefix, fields) is { } zonedInterval
            ? TryEvery(text, zonedInterval, out schedule, out problem)
            : TryFields(text, fields, zone, out schedule, out problem);
    }

    private static string? After(string word, string text) =>
        text.Length > word.Length && text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && char.IsWhiteSpace(text[word.Length])
            ? text[word.Length..].Trim()
            : null;

    private static bool TryFields(
        string text, string fields, TimeZoneInfo zone, [NotNullWhen(true)] out Schedule? schedule, [NotNullWhen(false)] out string? problem)
    {
        schedule = null;
        if (Descriptors.TryGetValue(fields, out var described))
        {
            fields = described;
        }
        else if (fields.StartsWith('@'))
        {
            problem = $"\"{Untrusted.Show(fields)}\" is not a descriptor; there are {string.Join(", ", Descriptors.Keys)}, @every and @at";
            return false;
        }

        var parts = fields.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is not (5 or 6))
        {
            problem = $"has {parts.Length} fields where 5, or 6 with seconds first, are accepted: {Accepted}";
            return false;
        }

        if (!CronTimes.TryParse(parts.Length == 6 ? parts : ["0", .. parts], out var times, out problem))
        {
            problem = $"\"{Untrusted.Show(text)}\" is not a cron expression: {problem}; {Accepted}";
            return false;
        }

        schedule = new Schedule(text, times, zone);
        return true;
    }

    private static bool TryEvery(string text, string interval, [NotNullWhen(true)] out Schedule? schedule, [NotNullWhen(false)] out string? problem)
    {
        schedule = null;
        if (!GoDuration.TryParse(interval, out var every))
        {
            problem = $"\"{Untrusted.Show(interval)}\" is not a duration, e.g. \"@every 1h30m\"";
            return false;
        }

        if (every < IntervalMin || every.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            problem = $"an interval is a whole number of seconds and at least {GoDuration.Format(IntervalMin)}, not {GoDuration.Format(every)}";
            return false;
        }

        schedule = new Schedule(text, every);
        problem = null;
        return true;
    }

    private static bool TryAt(string text, string instant, [NotNullWhen(true)] out Schedule? schedule, [NotNullWhen(false)] out string? problem)
    {
        var isRead = Instants.TryParse(instant, out var at);
        schedule = isRead ? new Schedule(text, UtcMicros.Truncate(at)) : null;
        problem = isRead ? null : $"\"{Untrusted.Show(instant)}\" is not an instant, e.g. \"@at 2026-01-31T12:00:00Z\"";
        return isRead;
    }

    private static bool TryZone(
        string text, TimeZoneInfo? otherwise, [NotNullWhen(true)] out TimeZoneInfo? zone, out string fields, [NotNullWhen(false)] out string? problem)
    {
        zone = otherwise;
        problem = null;
        fields = text;
        var prefix = text.StartsWith("CRON_TZ=", StringComparison.Ordinal) ? "CRON_TZ=" : text.StartsWith("TZ=", StringComparison.Ordinal) ? "TZ=" : null;
        if (prefix is null)
        {
            problem = zone is null ? $"must name a time zone: {Accepted}" : null;
            return zone is not null;
        }

        var space = text.IndexOfAny([' ', '\t'], prefix.Length);
        var name = space < 0 ? text[prefix.Length..] : text[prefix.Length..space];
        fields = space < 0 ? "" : text[space..].Trim();
        if (name.Length == 0 && space >= 0)
        {
            zone = TimeZoneInfo.Utc; // an empty zone is UTC in Go
            return true;
        }

        if (name.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone))
        {
            return true;
        }

        problem = TimeZoneInfo.TryFindSystemTimeZoneById(KnownZone, out _)
            ? $"\"{Untrusted.Show(name)}\" is not a time zone of the IANA list, e.g. UTC or {KnownZone}"
            : $"\"{Untrusted.Show(name)}\" cannot be looked up: this machine has no time zones; install its package tzdata, or say in TZDIR where they lie";
        return false;
    }
}
