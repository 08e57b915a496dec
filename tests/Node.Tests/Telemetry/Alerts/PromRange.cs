namespace Node.Tests.Telemetry.Alerts;

/// <summary>Functions over a stretch of time, by the rules of Prometheus: starts anew are seen, and the ends are extrapolated.</summary>
internal static class PromRange
{
    private const double GapMax = 1.1;

    /// <summary>By how much a counter grew in a stretch of time that ends at <paramref name="now"/>; null when there are not two points.</summary>
    public static double? Increase(IReadOnlyList<(DateTimeOffset At, double Value)> points, DateTimeOffset now, TimeSpan range)
    {
        if (points.Count < 2)
        {
            return null;
        }

        var grown = points[^1].Value - points[0].Value;
        for (var i = 1; i < points.Count; i++)
        {
            grown += points[i].Value < points[i - 1].Value ? points[i - 1].Value : 0;
        }

        var covered = (points[^1].At - points[0].At).TotalSeconds;
        var apart = covered / (points.Count - 1);
        var before = (points[0].At - (now - range)).TotalSeconds;
        var after = (now - points[^1].At).TotalSeconds;
        before = before >= apart * GapMax ? apart / 2 : before;
        after = after >= apart * GapMax ? apart / 2 : after;
        if (grown > 0 && points[0].Value >= 0)
        {
            // A counter was never below zero.
            before = Math.Min(before, covered * (points[0].Value / grown));
        }

        return grown * ((covered + before + after) / covered);
    }
}
