using System.Collections.Concurrent;
using Node.Jobs.Pipeline.Tasks;

namespace Node.Jobs.Bridges;

/// <summary>Counts and times the requests to each bridge, in memory. Safe for several threads.</summary>
internal sealed class BridgeMeter(BridgeOptions options, BridgeMetrics? metrics = null)
{
    private readonly ConcurrentDictionary<string, Counts> _byName = new(StringComparer.Ordinal);

    /// <summary>Counts a request.</summary>
    public void Add(string name, BridgeCall call, BridgeRequest request)
    {
        metrics?.Add(name, call);
        var counts = Of(name);
        lock (counts)
        {
            counts.Requests++;
            counts.Errors += call.Error is null ? 0 : 1;
            counts.Timeouts += call.IsTimeout ? 1 : 0;
            counts.Pending += call.IsPending ? 1 : 0;
            counts.Asked = request;
            if (call.IsTimeout)
            {
                counts.LongestWaited = call.Took > counts.LongestWaited ? call.Took : counts.LongestWaited;
            }
            else if (call.Status is not null)
            {
                counts.Latencies.Add(call.Took);
            }

            counts.Calls.AddFirst(call);
            if (counts.Calls.Count > options.CallsShownMax)
            {
                counts.Calls.RemoveLast();
            }
        }
    }

    /// <summary>Counts a kept answer that stood in for a failed request.</summary>
    public void AddCacheHit(string name)
    {
        metrics?.AddCacheHit(name);
        var counts = Of(name);
        lock (counts)
        {
            counts.CacheHits++;
        }
    }

    /// <summary>What is known of a bridge.</summary>
    public BridgeStats StatsOf(string name)
    {
        if (!_byName.TryGetValue(name, out var counts))
        {
            return new BridgeStats();
        }

        lock (counts)
        {
            var p99 = counts.Latencies.Quantile(0.99);
            return new BridgeStats
            {
                Requests = counts.Requests,
                Errors = counts.Errors,
                Timeouts = counts.Timeouts,
                Pending = counts.Pending,
                CacheHits = counts.CacheHits,
                P50 = counts.Latencies.Quantile(0.5),
                P99 = p99,
                SuggestedTimeout = TimeoutAdvice.For(counts.Latencies.Count, counts.Timeouts, p99, counts.LongestWaited),
                Latencies = counts.Latencies.Cumulative(),
                Calls = [.. counts.Calls],
                LastPayload = counts.Asked?.Payload,
            };
        }
    }

    /// <summary>What was last asked of a bridge, without its body; null when nothing was since this process started.</summary>
    public BridgeRequest? LastAsked(string name)
    {
        if (!_byName.TryGetValue(name, out var counts))
        {
            return null;
        }

        lock (counts)
        {
            return counts.Asked;
        }
    }

    /// <summary>Forgets bridges that are gone.</summary>
    /// <param name="names">Those that there are.</param>
    public void ForgetAllBut(IReadOnlyCollection<string> names)
    {
        foreach (var gone in _byName.Keys.Except(names))
        {
            _byName.TryRemove(gone, out _);
        }
    }

    private Counts Of(string name) => _byName.GetOrAdd(name, _ => new Counts());

    private sealed class Counts
    {
        public long Requests { get; set; }

        public long Errors { get; set; }

        public long Timeouts { get; set; }

        public long Pending { get; set; }

        public long CacheHits { get; set; }

        public TimeSpan LongestWaited { get; set; }

        public LatencyHistogram Latencies { get; } = new();

        public LinkedList<BridgeCall> Calls { get; } = [];

        public BridgeRequest? Asked { get; set; }
    }
}
