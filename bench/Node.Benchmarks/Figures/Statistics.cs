namespace Node.Benchmarks.Figures;

/// <summary>Sums series up.</summary>
internal static class Statistics
{
    /// <summary>The middle; of an even number of values the mean of the two in the middle.</summary>
    public static double Median(this IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var upper = sorted[sorted.Length / 2];
        return sorted.Length % 2 == 1 ? upper : (upper + sorted[(sorted.Length / 2) - 1]) / 2;
    }

    /// <summary>The least value that at least <paramref name="percent"/> of a hundred values do not exceed.</summary>
    public static double Percentile(this IEnumerable<double> values, double percent)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Clamp((int)Math.Ceiling(sorted.Length * percent / 100) - 1, 0, sorted.Length - 1)];
    }
}
