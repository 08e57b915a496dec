using System.Diagnostics.CodeAnalysis;
using Node.Core.Text;

namespace Node.Jobs.Scheduling;

/// <summary>
/// Reads schedules as the field writes them: <c>CRON_TZ=Zone m h dom mon dow</c> with an optional field for seconds in front,
/// a descriptor such as <c>@daily</c> after the zone, or <c>@every 1h30m</c>. When both day fields are restricted, either matches.
/// </summary>
public static class ScheduleParser
{
    /// <summary>The shortest interval between two ticks.</summary>
    public static readonly TimeSpan IntervalMin = TimeSpan.FromSeconds(1);

    private const string EveryPrefix = "@every ";

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

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">The text of the job spec.</param>
    /// <param name="schedule">The schedule, when it is one.</param>
    /// <param name="problem">What is wrong and what is accepted, when it is not.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Schedule? schedule, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        schedule = null;
        problem = null;
        var trimmed = text.Trim();
        if (trimmed.StartsWith(EveryPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return TryEvery(text, trimmed[EveryPrefix.Length..].Trim(), out schedule, out problem);
        }

        if (!TryZone(trimmed, out var zone, out var fields, out problem))
        {
            return false;
        }

        if (fields.StartsWith(EveryPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return TryEvery(text, fields[EveryPrefix.Length..].Trim(), out schedule, out problem);
        }

        if (Descriptors.TryGetValue(fields, out var described))
        {
            fields = described;
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

    private static bool TryZone(string text, [NotNullWhen(true)] out TimeZoneInfo? zone, out string fields, [NotNullWhen(false)] out string? problem)
    {
        zone = null;
        problem = null;
        fields = text;
        var prefix = text.StartsWith("CRON_TZ=", StringComparison.Ordinal) ? "CRON_TZ=" : text.StartsWith("TZ=", StringComparison.Ordinal) ? "TZ=" : null;
        if (prefix is null)
        {
            problem = $"must name a time zone: {Accepted}";
            return false;
        }

        var space = text.IndexOfAny([' ', '\t'], prefix.Length);
        var name = space < 0 ? text[prefix.Length..] : text[prefix.Length..space];
        fields = space < 0 ? "" : text[space..].Trim();
        if (name.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone))
        {
            return true;
        }

        problem = $"\"{Untrusted.Show(name)}\" is not a time zone of the IANA list, e.g. UTC or America/New_York";
        return false;
    }
}
