using Node.Core.Text;
using Node.Jobs.Scheduling;
using Node.Jobs.Specs;

namespace Node.Jobs.Types.Cron;

/// <summary>Reads the keys of <c>type = "cron"</c>.</summary>
public sealed class CronSpecReader : IJobSpecReader
{
    /// <summary>The type's name.</summary>
    public const string Name = "cron";

    private static readonly Dictionary<string, MisfirePolicy> Misfires = new(StringComparer.Ordinal)
    {
        ["once"] = MisfirePolicy.Once,
        ["skip"] = MisfirePolicy.Skip,
        ["all"] = MisfirePolicy.All,
    };

    /// <inheritdoc/>
    public string TypeName => Name;

    /// <inheritdoc/>
    public object ReadSpec(SpecFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var text = fields.Text("schedule");
        if (text is null)
        {
            if (!fields.Has("schedule"))
            {
                fields.Fault("schedule", SpecCodes.Missing, "is missing", "write e.g. schedule = \"CRON_TZ=UTC 0 */5 * * * *\" or \"@every 10m\"");
            }

            return new CronSpec(null!, MisfirePolicy.Once);
        }

        if (!ScheduleParser.TryParse(text, out var schedule, out var problem))
        {
            fields.Fault("schedule", SpecCodes.Value, $"is not a schedule: {problem}", "correct it");
        }
        else if (schedule.Instant is null && schedule.NextAfter(DateTimeOffset.UnixEpoch) is null)
        {
            fields.Fault("schedule", SpecCodes.Value, "never comes: no year has such a day", "correct the day and the month");
        }
        else if (WindowOf(fields) is { } window && !window.MayHold(schedule))
        {
            fields.Fault("schedule", SpecCodes.Value, "never comes from startAt until endAt", "correct the schedule, or move or leave out startAt and endAt");
        }
        else if (text.Contains("TZ= ", StringComparison.Ordinal))
        {
            fields.Doubt("schedule", "names an empty time zone, which is read as UTC", "write CRON_TZ=UTC");
        }
        else if (CronSteps.FirstBeyond(text) is var (item, field))
        {
            fields.Doubt("schedule", $"has {item} for the {field}, a step beyond its range: only its first value is met", "write that value, or a smaller step");
        }

        return new CronSpec(schedule!, ReadMisfire(fields));
    }

    // What is wrong with them is said where they are read for all types.
    private static ScheduleWindow? WindowOf(SpecFields fields)
    {
        var (startAt, endAt) = (InstantOf(fields.Field("startAt")), InstantOf(fields.Field("endAt")));
        return startAt > endAt ? null : new ScheduleWindow(startAt, endAt);
    }

    private static DateTimeOffset? InstantOf(SpecField? field) => field?.Value is string text && Instants.TryParse(text, out var instant) ? instant : null;

    private static MisfirePolicy ReadMisfire(SpecFields fields)
    {
        var text = fields.Text("misfire");
        if (text is null)
        {
            return MisfirePolicy.Once;
        }

        if (Misfires.TryGetValue(text, out var policy))
        {
            return policy;
        }

        fields.Fault(
            "misfire", SpecCodes.Value, $"is \"{Untrusted.Show(text)}\"",
            "write \"once\" (the newest missed tick stands for all), \"skip\" (none runs) or \"all\" (each runs)");
        return MisfirePolicy.Once;
    }
}
