using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Logs;

/// <summary>Counts the logs that subscriptions took; those that come again count again.</summary>
internal sealed class MeasuredLogPoller : ILogPoller
{
    private static readonly KeyValuePair<string, object?> Taken = new("outcome", "taken");
    private static readonly KeyValuePair<string, object?> Failed = new("outcome", "failed");

    private readonly ILogPoller _inner;
    private readonly KeyValuePair<string, object?> _chain;
    private readonly Counter<long> _logs;
    private readonly ConcurrentDictionary<string, bool> _served = new(StringComparer.Ordinal);

    public MeasuredLogPoller(ILogPoller inner, ChainId chain, IMeterFactory meters)
    {
        _inner = inner;
        _chain = new("chain", chain.ToString());
        var meter = meters.Create("Node.Eth");
        _logs = meter.CreateCounter<long>("node.logs", description: "Logs handed to subscriptions, by whether they were taken; what comes again counts again.");
        meter.CreateObservableGauge("node.log.subscriptions", () => new Measurement<int>(_served.Count, _chain), description: "Subscriptions to logs that are served.");
    }

    public async Task SubscribeAsync(LogSubscription subscription, CancellationToken cancellationToken)
    {
        await _inner.SubscribeAsync(subscription with { Listener = new Counting(this, subscription.Listener) }, cancellationToken);
        _served[subscription.Name] = true;
    }

    public async Task UnsubscribeAsync(string name, bool forget, CancellationToken cancellationToken)
    {
        await _inner.UnsubscribeAsync(name, forget, cancellationToken);
        _served.TryRemove(name, out _);
    }

    private sealed class Counting(MeasuredLogPoller poller, ILogListener inner) : ILogListener
    {
        public async Task OnLogsAsync(IReadOnlyList<EthLog> logs, CancellationToken cancellationToken)
        {
            var isTaken = false;
            try
            {
                await inner.OnLogsAsync(logs, cancellationToken);
                isTaken = true;
            }
            finally
            {
                poller._logs.Add(logs.Count, poller._chain, isTaken ? Taken : Failed);
            }
        }
    }
}
