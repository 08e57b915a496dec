using System.Data.Common;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Core.Text;
using Node.Eth.Heads;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Transactions;

/// <summary>
/// Follows the sent transactions of one chain until they are final: at each head their blocks, receipts and observers.
/// </summary>
internal sealed class TxConfirmer(
    ChainId chain,
    IHeads heads,
    BlockFollower blocks,
    ReceiptFollower receipts,
    TxNotifier notifier,
    Rebroadcaster rebroadcaster,
    WakeSignal signal,
    WakeSignal senderSignal,
    TxOptions options,
    ILogger<TxConfirmer> logger)
    : Service($"Eth.{chain}.TxConfirmer", logger), IHeadListener
{
    private IDisposable? _subscription;
    private Hash32? _lastHead;
    private HealthFault? _notifyFault;
    private HealthFault? _lastFault;

    /// <inheritdoc/>
    public void OnHead(HeadChange change) => signal.Set();

    /// <inheritdoc/>
    protected override Task OnStartAsync(CancellationToken startToken)
    {
        _subscription = heads.Subscribe(this);
        RunLoop("follow", async stopping =>
        {
            while (true)
            {
                Report(await PassAsync(stopping));
                await signal.WaitAsync(options.PollInterval, stopping);
            }
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task OnCloseAsync()
    {
        _subscription?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>One look at everything that is followed.</summary>
    /// <returns>What is wrong, or null.</returns>
    internal async Task<HealthFault?> PassAsync(CancellationToken cancellationToken)
    {
        HealthFault? fault;
        try
        {
            fault = await FollowAsync(heads.Chain, cancellationToken);
        }
        catch (RpcException e)
        {
            fault = new HealthFault(
                $"chain {chain} does not answer, so sent transactions are not followed: {Untrusted.Show(e.Message)}",
                "Check that the chain's endpoint is up and reachable; following goes on by itself once it is.");
        }
        catch (DbException e)
        {
            fault = new HealthFault(
                $"chain {chain}: the database failed while transactions were being followed: {Untrusted.Show(e.Message)}",
                "Check that the database is up; following goes on by itself once it is.");
        }

        if (fault is not null && fault.Reason != _lastFault?.Reason)
        {
            TransactionsLog.Fault(logger, fault.Reason, fault.Advice);
        }

        _lastFault = fault;
        return fault;
    }

    private async Task<HealthFault?> FollowAsync(HeadChain chainNow, CancellationToken cancellationToken)
    {
        if (chainNow.Latest is { } latest && latest.Hash != _lastHead)
        {
            // Blocks come first: what a reorg threw out is looked for again below, in the same pass.
            await blocks.FollowAsync(chainNow, cancellationToken);
            if (await receipts.FollowAsync(chainNow, cancellationToken) > 0)
            {
                // What was in flight and is mined makes room.
                senderSignal.Set();
            }

            _notifyFault = await notifier.NotifyAsync(chainNow, cancellationToken);
            _lastHead = latest.Hash;
        }

        return await rebroadcaster.RunAsync(cancellationToken) ?? _notifyFault;
    }
}
