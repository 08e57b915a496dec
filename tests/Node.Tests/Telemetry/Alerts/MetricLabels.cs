using DevChain;
using Xunit;

namespace Node.Tests.Telemetry.Alerts;

/// <summary>Which labels a metric has, as its page says.</summary>
internal sealed class MetricLabels
{
    private readonly List<(string Label, string Metric)> _rows = [];

    /// <summary>Reads the table of labels.</summary>
    public static async Task<MetricLabels> ReadAsync()
    {
        var page = await File.ReadAllTextAsync(RepositoryFolder.Combine("docs", "operating", "metrics.md"));
        var labels = new MetricLabels();
        var table = page.Split("\n## Labels\n")[1].Split("\n## ")[0];
        foreach (var row in table.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)))
        {
            var cells = row.Split('|');
            labels._rows.AddRange(from label in Quoted(cells[1]) from metric in Quoted(cells[2]) select (label, metric));
        }

        return labels;
    }

    /// <summary>Whether each metric of the node has on its page exactly the labels that are documented.</summary>
    public static async Task AreThoseOfAsync(Scrape page)
    {
        var labels = await ReadAsync();
        foreach (var series in page.Samples.Where(sample => sample.Name.StartsWith("node_", StringComparison.Ordinal)))
        {
            var name = page.Names.Contains(series.Name) ? series.Name : series.Name[..series.Name.LastIndexOf('_')];
            var own = series.Labels.Keys.Where(label => label is not ("le" or "otel_metric_overflow")).Order(StringComparer.Ordinal);
            Assert.True(labels.Of(name).SequenceEqual(own), $"{name} has the labels {string.Join(", ", own)} and is documented with {string.Join(", ", labels.Of(name))}");
        }
    }

    /// <summary>The labels of a metric, which is named without the ending of its series.</summary>
    public IReadOnlyList<string> Of(string metric) => [.. _rows
        .Where(row => row.Metric.EndsWith('…') ? metric.StartsWith(row.Metric[..^1], StringComparison.Ordinal) : metric == row.Metric)
        .Select(row => row.Label)
        .Distinct()
        .Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Quoted(string cell) => cell.Split('`').Where((_, i) => i % 2 == 1);
}
