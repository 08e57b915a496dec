using Xunit;

namespace Node.Tests.Telemetry.Alerts;

/// <summary>What computes the alerts in tests follows the rules of Prometheus.</summary>
public sealed class PromQueryTests
{
    private readonly ScrapeHistory _history = new();

    public PromQueryTests()
    {
        // Four scrapes, fifteen seconds apart; the second series starts anew in between.
        double[][] values = [[10, 100], [20, 110], [30, 5], [40, 15]];
        for (var i = 0; i < values.Length; i++)
        {
            _history.Add(DateTimeOffset.UnixEpoch.AddSeconds(15 * i), Scrape.Of($$"""
                # TYPE hits_total counter
                hits_total{path="a",code="200"} {{values[i][0]}}
                hits_total{path="b",code="500"} {{values[i][1]}}
                depth_bucket{le="1"} 2
                depth_bucket{le="5"} 8
                depth_bucket{le="+Inf"} 10
                queue{job="x"} 7
                """));
        }
    }

    [Theory]
    [InlineData("hits_total", "40 15")]
    [InlineData("hits_total{code=\"500\"}", "15")]
    [InlineData("hits_total{code!=\"500\"}", "40")]
    [InlineData("hits_total{code=~\"5..|4..\"}", "15")]
    [InlineData("hits_total{path!~\"a\"}", "15")]
    [InlineData("hits_total > 20", "40")]
    [InlineData("hits_total == 15", "15")]
    [InlineData("sum(hits_total)", "55")]
    [InlineData("max by (instance) (hits_total)", "40")]
    [InlineData("min by (instance) (hits_total)", "15")]
    [InlineData("count by (path) (hits_total)", "1 1")]
    [InlineData("sum without (path, code) (hits_total)", "55")]
    [InlineData("hits_total / sum(hits_total)", "")]
    [InlineData("sum(hits_total) - sum(hits_total{path=\"a\"})", "15")]
    [InlineData("hits_total and on(path) hits_total{code=\"500\"}", "15")]
    [InlineData("hits_total unless on(path) hits_total{code=\"500\"}", "40")]
    [InlineData("hits_total * 2 > 50", "80")]
    [InlineData("hits_total > -1", "40 15")]
    [InlineData("up{job=\"oracle-node\"}", "1")]
    [InlineData("queue{exported_job=\"x\"}", "7")]
    [InlineData("histogram_quantile(0.5, depth_bucket)", "3")]
    [InlineData("histogram_quantile(0.99, depth_bucket)", "5")]
    [InlineData("increase(hits_total{path=\"a\"}[1m])", "40")]
    [InlineData("rate(hits_total{path=\"a\"}[1m])", "0.6667")]
    [InlineData("increase(hits_total{path=\"b\"}[1h])", "29.1667")]
    [InlineData("increase(hits_total{path=\"a\"}[10s])", "")]
    public async Task An_expression_gives(string expression, string values)
    {
        var tree = await AlertFiles.ParseAsync(expression);

        var vector = new PromQuery(_history).Vector(tree);

        Assert.Equal(values, string.Join(' ', vector.Select(sample => Math.Round(sample.Value, 4).ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }
}
