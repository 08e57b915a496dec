namespace Node.Tests.Telemetry.Alerts;

/// <summary>What Prometheus would have stored of one target: scrapes in order, with the labels that it puts on everything.</summary>
internal sealed class ScrapeHistory
{
    /// <summary>The labels of a target. A label of the node with such a name would be renamed.</summary>
    public static readonly IReadOnlyDictionary<string, string> Target = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["job"] = "oracle-node",
        ["instance"] = "127.0.0.1:6688",
    };

    private readonly List<(DateTimeOffset At, IReadOnlyList<PromSample> Samples)> _scrapes = [];

    /// <summary>When the last scrape was.</summary>
    public DateTimeOffset Now => _scrapes[^1].At;

    /// <summary>The series of the last scrape. What is not in it any more is gone.</summary>
    public IReadOnlyList<PromSample> Latest => _scrapes[^1].Samples;

    /// <summary>Adds a scrape; null for one that failed.</summary>
    public void Add(DateTimeOffset at, Scrape? scrape)
    {
        List<PromSample> samples = [new("up", Target, scrape is null ? 0 : 1)];
        samples.AddRange((scrape?.Samples ?? []).Select(sample => sample with { Labels = Labelled(sample.Labels) }));
        _scrapes.Add((at, samples));
    }

    /// <summary>The values of all series that are as wanted and have a sample in a stretch of time up to now.</summary>
    public IEnumerable<(PromSample Series, IReadOnlyList<(DateTimeOffset At, double Value)> Points)> Over(TimeSpan range, Predicate<PromSample> isWanted) => _scrapes
        .Where(scrape => scrape.At > Now - range)
        .SelectMany(scrape => scrape.Samples.Where(sample => isWanted(sample)).Select(sample => (sample, scrape.At)))
        .GroupBy(point => point.sample.Key, StringComparer.Ordinal)
        .Select(series => (series.First().sample, (IReadOnlyList<(DateTimeOffset, double)>)[.. series.Select(point => (point.At, point.sample.Value))]));

    private static Dictionary<string, string> Labelled(IReadOnlyDictionary<string, string> labels)
    {
        var all = new Dictionary<string, string>(Target, StringComparer.Ordinal);
        foreach (var (name, value) in labels)
        {
            all[Target.ContainsKey(name) ? "exported_" + name : name] = value;
        }

        return all;
    }
}
