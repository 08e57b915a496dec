using System.Globalization;

namespace Node.Tests.Telemetry.Alerts;

/// <summary>The value below which a part of the observations of a histogram lie.</summary>
internal static class PromQuantile
{
    /// <summary>Of each histogram among the buckets.</summary>
    public static IReadOnlyList<PromSample> Of(double part, IReadOnlyList<PromSample> buckets) =>
        [.. buckets.GroupBy(bucket => bucket.KeyOf(["le"], isWithout: true), StringComparer.Ordinal)
            .Select(group => new PromSample("", group.First().Only(["le"], isWithout: true), Of(part, [.. group.Select(Bucket).OrderBy(bucket => bucket.UpTo)])))];

    private static double Of(double part, IReadOnlyList<(double UpTo, double Count)> buckets)
    {
        var rank = part * buckets[^1].Count;
        if (buckets[^1].Count == 0)
        {
            return double.NaN;
        }

        var i = Enumerable.Range(0, buckets.Count).First(i => buckets[i].Count >= rank);
        if (double.IsPositiveInfinity(buckets[i].UpTo))
        {
            return buckets[^2].UpTo;
        }

        var (from, below) = i == 0 ? (0, 0) : buckets[i - 1];
        return from + ((buckets[i].UpTo - from) * ((rank - below) / (buckets[i].Count - below)));
    }

    private static (double UpTo, double Count) Bucket(PromSample sample) =>
        (sample.Labels["le"] == "+Inf" ? double.PositiveInfinity : double.Parse(sample.Labels["le"], CultureInfo.InvariantCulture), sample.Value);
}
