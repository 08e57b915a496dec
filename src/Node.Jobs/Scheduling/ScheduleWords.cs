using System.Globalization;
using Node.Core.Text;

namespace Node.Jobs.Scheduling;

/// <summary>Says in words how a schedule was read.</summary>
public static class ScheduleWords
{
    private static readonly int[] FewMax = [8, 8, 8, 12, 12, 7];

    /// <summary>The words, e.g. "in Europe/Paris at second 0, minute 0 and 30, every hour, every day".</summary>
    public static string Of(Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return schedule switch
        {
            { Instant: { } instant } => $"once, at {Instants.Format(instant)}",
            { Every: { } every } => $"every {GoDuration.Format(every)}, counted from 1970-01-01T00:00:00Z",
            _ => $"in {schedule.Zone.Id} at {Times(schedule.Times!.Fields)}",
        };
    }

    private static string Times(IReadOnlyList<CronField> fields)
    {
        var words = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            words.Add(Field(fields, i));
        }

        var (days, weekdays) = (IsAll(fields, 3), IsAll(fields, 5));
        words.Add((days, weekdays) switch
        {
            (true, true) => "every day",
            (false, true) => Field(fields, 3),
            (true, false) => Field(fields, 5),
            _ => $"{Field(fields, 3)} {(fields[3].IsRestricted && fields[5].IsRestricted ? "or" : "that is also")} {Field(fields, 5)}",
        });
        if (!IsAll(fields, 4))
        {
            words.Add(Field(fields, 4));
        }

        return string.Join(", ", words);
    }

    private static string Field(IReadOnlyList<CronField> fields, int index)
    {
        var rule = CronFieldRule.All[index];
        if (IsAll(fields, index))
        {
            return $"every {rule.Name}";
        }

        var values = Enumerable.Range(rule.Min, rule.Max - rule.Min + 1).Where(fields[index].Contains).ToList();
        return $"{rule.Name} {Join(Runs(values, rule), FewMax[index])}";
    }

    /// <summary>Neighbours become ranges; steps become a short form.</summary>
    private static List<string> Runs(List<int> values, CronFieldRule rule)
    {
        var step = values.Count > 3 ? values[1] - values[0] : 1;
        if (step > 1 && values.Zip(values.Skip(1)).All(pair => pair.Second - pair.First == step))
        {
            return [$"{Show(values[0], rule)} to {Show(values[^1], rule)} in steps of {step.ToString(CultureInfo.InvariantCulture)}"];
        }

        var runs = new List<string>();
        for (var i = 0; i < values.Count;)
        {
            var end = i;
            while (end + 1 < values.Count && values[end + 1] == values[end] + 1)
            {
                end++;
            }

            if (end - i >= 2)
            {
                runs.Add($"{Show(values[i], rule)} to {Show(values[end], rule)}");
            }
            else
            {
                runs.AddRange(values.GetRange(i, end - i + 1).Select(value => Show(value, rule)));
            }

            i = end + 1;
        }

        return runs;
    }

    private static string Join(List<string> items, int fewMax)
    {
        var shown = items.Count > fewMax ? [.. items.Take(fewMax - 1), $"{items.Count - fewMax + 1} more"] : items;
        return shown.Count == 1 ? shown[0] : $"{string.Join(", ", shown.Take(shown.Count - 1))} and {shown[^1]}";
    }

    private static bool IsAll(IReadOnlyList<CronField> fields, int index)
    {
        var rule = CronFieldRule.All[index];
        return Enumerable.Range(rule.Min, rule.Max - rule.Min + 1).All(fields[index].Contains);
    }

    private static string Show(int value, CronFieldRule rule) =>
        rule.Names.Count == 0 ? value.ToString(CultureInfo.InvariantCulture) : rule.Names[value - rule.Min];
}
