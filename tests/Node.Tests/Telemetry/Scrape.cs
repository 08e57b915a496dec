using System.Globalization;
using Node.Tests.Nodes;
using Node.Tests.Telemetry.Alerts;
using Xunit;

namespace Node.Tests.Telemetry;

/// <summary>What <c>/metrics</c> said, read line by line from the text form of Prometheus.</summary>
internal sealed class Scrape
{
    private readonly List<PromSample> _samples = [];

    /// <summary>The metrics that have a type line.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>All series.</summary>
    public IReadOnlyList<PromSample> Samples => _samples;

    public static async Task<Scrape> ReadAsync(TestApi api)
    {
        var answer = await api.GetAsync("/metrics");
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.Status);
        return Of(answer.Text);
    }

    /// <summary>Reads a page.</summary>
    public static Scrape Of(string text)
    {
        var scrape = new Scrape();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                scrape.Names.Add(line.Split(' ')[2]);
            }
            else if (line[0] != '#')
            {
                scrape._samples.Add(Parse(line));
            }
        }

        return scrape;
    }

    /// <summary>The sum of all samples of a name that have these labels.</summary>
    public double Sum(string name, params (string Name, string Value)[] labels) => _samples
        .Where(sample => sample.Name == name && labels.All(label => sample.Labels.GetValueOrDefault(label.Name) == label.Value))
        .Sum(sample => sample.Value);

    /// <summary>The sums of a name by the values of a label.</summary>
    public Dictionary<string, long> By(string name, string label) => _samples
        .Where(sample => sample.Name == name)
        .GroupBy(sample => sample.Labels[label])
        .ToDictionary(group => group.Key, group => (long)group.Sum(sample => sample.Value), StringComparer.Ordinal);

    // No label of the node has a quote, a comma or a brace in it.
    private static PromSample Parse(string line)
    {
        var open = line.IndexOf('{', StringComparison.Ordinal);
        var close = line.LastIndexOf('}');
        var name = open < 0 ? line[..line.IndexOf(' ', StringComparison.Ordinal)] : line[..open];
        var labels = open < 0 ? "" : line[(open + 1)..close];
        var value = line[((open < 0 ? name.Length : close) + 1)..].Trim().Split(' ')[0];
        return new PromSample(
            name,
            labels.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim('"'), StringComparer.Ordinal),
            double.Parse(value, CultureInfo.InvariantCulture));
    }
}
