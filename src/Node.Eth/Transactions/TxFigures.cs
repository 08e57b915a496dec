using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Transactions;

/// <summary>Looks now and then what the keys of a chain own and what of theirs is in no block yet.</summary>
internal sealed class TxFigures : Service
{
    /// <summary>How many keys of a chain have figures of their own; the others have none.</summary>
    public const int KeysMax = 100;

    private const double WeiPerEther = 1e18;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly ChainId _chain;
    private readonly TxStore _store;
    private readonly IEthClient _client;
    private readonly TimeProvider _time;
    private readonly Gauge<double> _balance;
    private readonly Gauge<long> _unmined;
    private readonly Gauge<double> _oldest;

    public TxFigures(ChainId chain, TxStore store, IEthClient client, IMeterFactory meters, TimeProvider time, ILogger<TxFigures> logger)
        : base($"Eth.{chain}.TxFigures", logger)
    {
        (_chain, _store, _client, _time) = (chain, store, client, time);
        var meter = meters.Create("Node.Eth");
        _balance = meter.CreateGauge<double>("node.key.balance", "ether", "What a key owns, in the chain's coin.");
        _unmined = meter.CreateGauge<long>("node.key.unmined", description: "Transactions of a key that are in no block.");
        _oldest = meter.CreateGauge<double>("node.key.unmined.age", "s", "How long the oldest of them waits; 0 when there is none.");
    }

    protected override Task OnStartAsync(CancellationToken startToken)
    {
        RunLoop("figures", async stopping =>
        {
            while (true)
            {
                await LookAsync(stopping);
                await Task.Delay(Interval, _time, stopping);
            }
        });
        return Task.CompletedTask;
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var keys = await _store.Database.ReadAsync(session => _store.Keys.ListAsync(session, _chain), cancellationToken);
            foreach (var key in keys.Take(KeysMax))
            {
                var (count, since) = await _store.Database.ReadAsync(
                    session => _store.Queries.UnminedAsync(session, _chain, key.Address), cancellationToken);
                KeyValuePair<string, object?>[] tags = [new("chain", _chain.ToString()), new("address", key.Address.ToString())];
                _unmined.Record(count, tags);
                _oldest.Record(since is { } at ? (_time.GetUtcNow() - at).TotalSeconds : 0, tags);
                var wei = await _client.GetBalanceAsync(key.Address, BlockTag.Latest, cancellationToken);
                _balance.Record((double)wei / WeiPerEther, tags);
            }
        }
        catch (Exception e) when (e is RpcException or DbException)
        {
            // Those who need them say so and are unhealthy; the figures stay as they were.
        }
    }
}
