using CsCheck;
using Node.Jobs.Bridges;
using Xunit;

namespace Node.Jobs.Tests.Bridges;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Nothing_counted_has_no_quantile() => Assert.Null(new LatencyHistogram().Quantile(0.5));

    [Fact]
    public void Quantiles_are_right_within_five_percent_and_never_beyond_the_longest() =>
        Gen.Double[0.2, 600_000].Array[1, 200].Sample(times =>
        {
            var histogram = new LatencyHistogram();
            foreach (var ms in times)
            {
                histogram.Add(TimeSpan.FromMilliseconds(ms));
            }

            var sorted = times.Order().ToArray();
            foreach (var share in (double[])[0.01, 0.5, 0.9, 0.99, 1])
            {
                var exact = sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
                var found = histogram.Quantile(share)!.Value.TotalMilliseconds;
                Assert.InRange(found, exact * 0.95, Math.Min(exact * 1.05, sorted[^1] + 0.001));
            }
        });

    [Fact]
    public void What_lies_beyond_the_buckets_is_counted_in_the_last()
    {
        var histogram = new LatencyHistogram();
        histogram.Add(TimeSpan.Zero);
        histogram.Add(TimeSpan.FromDays(1));
        Assert.Equal(2, histogram.Count);
        Assert.True(histogram.Quantile(1) > TimeSpan.FromMinutes(10));
        Assert.Equal(1, histogram.Cumulative()[0].Count);
    }

    [Fact]
    public void Steps_rise_and_end_with_all()
    {
        var histogram = new LatencyHistogram();
        for (var i = 1; i <= 100; i++)
        {
            histogram.Add(TimeSpan.FromMilliseconds(i));
        }

        var steps = histogram.Cumulative();
        Assert.Equal([1, 2, 5, 10, 20, 50, 100, 200], steps.Select(step => (int)step.Within.TotalMilliseconds));
        Assert.Equal(steps.Select(step => step.Count).Order(), steps.Select(step => step.Count));
        Assert.All(steps, step => Assert.InRange(step.Count, Math.Min(100, step.Within.TotalMilliseconds) * 0.9 - 1, Math.Min(100, step.Within.TotalMilliseconds)));
    }
}
