using System.Globalization;
using Node.Jobs.Scheduling;

namespace Node.Jobs.Types.Cron;

/// <summary>Finds steps that never step: <c>*/61</c> in a field for seconds is the same as <c>0</c>.</summary>
internal static class CronSteps
{
    /// <summary>The first item of a schedule whose step is beyond the range of its field, and the field's name; otherwise null.</summary>
    public static (string Item, string Field)? FirstBeyond(string schedule)
    {
        var fields = schedule.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Where(static word => !word.Contains('=', StringComparison.Ordinal)).ToArray();
        var skipped = CronFieldRule.All.Count - fields.Length;
        if (skipped is not (0 or 1))
        {
            return null;
        }

        for (var i = 0; i < fields.Length; i++)
        {
            var rule = CronFieldRule.All[i + skipped];
            foreach (var item in fields[i].Split(','))
            {
                var slash = item.IndexOf('/', StringComparison.Ordinal);
                if (slash >= 0 && int.TryParse(item.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var step)
                    && step > rule.Max - rule.Min)
                {
                    return (item, rule.Name);
                }
            }
        }

        return null;
    }
}
