using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Node.Jobs.Bridges;

/// <summary>Counts and times the requests to bridges for the node's metrics.</summary>
internal sealed class BridgeMetrics
{
    /// <summary>How many bridges have figures of their own; all later ones are counted together under <c>other</c>.</summary>
    public const int BridgeLabelsMax = 200;

    private static readonly KeyValuePair<string, object?> Ok = new("outcome", "ok");
    private static readonly KeyValuePair<string, object?> Pending = new("outcome", "pending");
    private static readonly KeyValuePair<string, object?> Failed = new("outcome", "failed");
    private static readonly KeyValuePair<string, object?> TimedOut = new("outcome", "timeout");
    private static readonly KeyValuePair<string, object?> Others = new("bridge", "other");

    private readonly ConcurrentDictionary<string, KeyValuePair<string, object?>> _labels = new(StringComparer.Ordinal);
    private readonly Counter<long> _requests;
    private readonly Counter<long> _cacheHits;
    private readonly Histogram<double> _duration;

    public BridgeMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Node.Jobs");
        _requests = meter.CreateCounter<long>("node.bridge.requests", description: "Requests to bridges, by bridge and by what came of them.");
        _cacheHits = meter.CreateCounter<long>("node.bridge.cache.hits", description: "Kept answers that stood in for a failed request.");
        _duration = meter.CreateHistogram<double>("node.bridge.duration", "s", "Time of a request to a bridge.");
    }

    public void Add(string name, BridgeCall call)
    {
        var bridge = LabelOf(name);
        _requests.Add(1, bridge, call.IsTimeout ? TimedOut : call.Error is not null ? Failed : call.IsPending ? Pending : Ok);
        _duration.Record(call.Took.TotalSeconds, bridge);
    }

    public void AddCacheHit(string name) => _cacheHits.Add(1, LabelOf(name));

    private KeyValuePair<string, object?> LabelOf(string name) =>
        _labels.TryGetValue(name, out var known) ? known
        : _labels.Count >= BridgeLabelsMax ? Others
        : _labels.GetOrAdd(name, static name => new("bridge", name));
}
