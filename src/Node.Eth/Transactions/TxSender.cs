using System.Data.Common;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Core.Text;
using Node.Eth.Fees;
using Node.Eth.Heads;
using Node.Eth.Keys;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Transactions;

/// <summary>
/// Signs and sends the queued transactions of one chain. Woken by each commit that queues one, by each head, and once per
/// <see cref="TxOptions.PollInterval"/>.
/// </summary>
internal sealed class TxSender(
    ChainId chain,
    TxStore store,
    IKeystore keystore,
    IHeads heads,
    FeeSource fees,
    NonceKeeper nonces,
    KeyRound round,
    WakeSignal signal,
    TxOptions options,
    TimeProvider time,
    ILogger<TxSender> logger)
    : Service($"Eth.{chain}.TxSender", logger), IHeadListener
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Address, KeyLane> _lanes = [];
    private IDisposable? _subscription;
    private volatile bool _headArrived;

    /// <inheritdoc/>
    public void OnHead(HeadChange change)
    {
        _headArrived = true;
        signal.Set();
    }

    /// <inheritdoc/>
    protected override async Task OnStartAsync(CancellationToken startToken)
    {
        await AddKeysAsync(startToken);
        _subscription = heads.Subscribe(this);
        RunLoop("send", async stopping =>
        {
            while (true)
            {
                Report(await PassAsync(stopping));
                await signal.WaitAsync(options.PollInterval, stopping);
            }
        });
    }

    /// <inheritdoc/>
    protected override Task OnCloseAsync()
    {
        _subscription?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>One look at every key.</summary>
    /// <returns>What stands in the way of the first key that has something in its way.</returns>
    internal async Task<HealthFault?> PassAsync(CancellationToken cancellationToken)
    {
        var isNewHead = _headArrived;
        _headArrived = false;
        try
        {
            foreach (var lane in await LanesAsync(cancellationToken))
            {
                await RunLaneAsync(lane, isNewHead, cancellationToken);
            }

            if (isNewHead)
            {
                await PrefetchFeesAsync(cancellationToken);
            }

            return _lanes.Values.Select(lane => lane.NonceFault ?? lane.SendFault).FirstOrDefault(fault => fault is not null);
        }
        catch (DbException e)
        {
            return new HealthFault(
                $"chain {chain}: the database failed while transactions were being sent: {Untrusted.Show(e.Message)}",
                "Check that the database is up; sending goes on by itself once it is.");
        }
    }

    private async Task<IReadOnlyList<KeyLane>> LanesAsync(CancellationToken cancellationToken)
    {
        var states = await store.Database.ReadAsync(session => store.Keys.ListAsync(session, chain), cancellationToken);
        foreach (var state in states)
        {
            _lanes.TryAdd(state.Address, new KeyLane(state.Address));
        }

        return [.. _lanes.Values];
    }

    // A key may be older than the chain's place in the configuration.
    private async Task AddKeysAsync(CancellationToken cancellationToken)
    {
        foreach (var key in await keystore.ListAsync(cancellationToken))
        {
            if (await store.Database.WriteAsync(
                session => store.Keys.TryAddAsync(session, key.Address, chain), cancellationToken))
            {
                TransactionsLog.KeyAdded(logger, chain, key.Address);
            }
        }
    }

    private async Task RunLaneAsync(KeyLane lane, bool isNewHead, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!isNewHead && now < lane.RestUntil)
        {
            return;
        }

        var before = lane.SendFault ?? lane.NonceFault;
        try
        {
            if (lane.NoncesCheckedAt is not { } checkedAt
                || (now - checkedAt >= options.NonceCheckInterval && await HasWorkAsync(lane, cancellationToken)))
            {
                await nonces.CheckAsync(lane, cancellationToken);
            }

            await round.RunAsync(lane, cancellationToken);
        }
        catch (RpcException e)
        {
            lane.SendFault = new HealthFault(
                $"chain {chain} does not answer, so nothing is sent from {lane.Address}: {Untrusted.Show(e.Message)}",
                "Check that the chain's endpoint is up and reachable; sending goes on by itself once it is.");
        }
        catch (KeystoreException e)
        {
            lane.SendFault = new HealthFault(
                $"{lane.Address} cannot sign: {e.Message}",
                "Start the node with the password of its keys, and with the key in the keystore; what waits goes out then.");
        }

        lane.RestUntil = lane.SendFault is null ? default : now + Rest;
        Tell(lane, before, lane.SendFault ?? lane.NonceFault);
    }

    private void Tell(KeyLane lane, HealthFault? before, HealthFault? after)
    {
        if (after is not null && after.Reason != before?.Reason)
        {
            TransactionsLog.Fault(logger, after.Reason, after.Advice);
        }
        else if (after is null && before is not null)
        {
            TransactionsLog.Recovered(logger, chain, lane.Address);
        }
    }

    private Task<bool> HasWorkAsync(KeyLane lane, CancellationToken cancellationToken) => store.Database.ReadAsync(
        async session => await store.Queries.HasUnminedAsync(session, chain, lane.Address), cancellationToken);

    // So that a transaction queued for this head need not wait for it.
    private async Task PrefetchFeesAsync(CancellationToken cancellationToken)
    {
        try
        {
            await fees.GetAsync(cancellationToken);
        }
        catch (RpcException)
        {
            // Whoever needs it asks again, and says so.
        }
    }
}
