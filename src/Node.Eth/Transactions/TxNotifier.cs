using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Core.Tracing;
using Node.Eth.Heads;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Transactions;

/// <summary>Tells observers of transactions that are deep enough, each exactly once.</summary>
internal sealed class TxNotifier(
    ChainId chain,
    TxStore store,
    IEthClient client,
    Func<IEnumerable<ITxObserver>> observers,
    TimeProvider time,
    ILogger<TxNotifier> logger,
    Traces? traces = null)
{
    /// <summary>How many are told of in one go.</summary>
    public const int BatchMax = 100;

    private IReadOnlyList<ITxObserver>? _observers;

    /// <summary>Tells of all that are due.</summary>
    /// <returns>What an observer of ours did wrong, or null.</returns>
    /// <exception cref="RpcException">The chain gave no answer.</exception>
    public async Task<HealthFault?> NotifyAsync(HeadChain heads, CancellationToken cancellationToken)
    {
        _observers ??= [.. observers()];
        var head = heads.Latest!.Number;
        HealthFault? fault = null;
        while (true)
        {
            var due = await store.Database.ReadAsync(
                session => store.Queries.ListToNotifyAsync(session, chain, head, BatchMax), cancellationToken);
            var told = 0;
            var receipts = await ReceiptsAsync(due, cancellationToken);
            for (var i = 0; i < due.Count; i++)
            {
                var isComplete = due[i].State == TxState.Failed || receipts[i]?.BlockHash == due[i].Block;
                if (isComplete && ReportOf(due[i], receipts[i], heads) is { } report)
                {
                    var (isTold, failure) = await TellAsync(due[i], report, cancellationToken);
                    told += isTold ? 1 : 0;
                    fault ??= failure;
                }
            }

            if (told == 0 || due.Count < BatchMax)
            {
                return fault;
            }
        }
    }

    private async Task<IReadOnlyList<TxReceipt?>> ReceiptsAsync(IReadOnlyList<TxRow> due, CancellationToken cancellationToken)
    {
        var hashes = due.Where(tx => tx.State != TxState.Failed).Select(tx => tx.Hash!.Value).ToList();
        var found = hashes.Count == 0 ? [] : await client.GetReceiptsAsync(hashes, cancellationToken);
        var next = 0;
        return [.. due.Select(tx => tx.State == TxState.Failed ? null : found[next++])];
    }

    private TxReport ReportOf(TxRow tx, TxReceipt? receipt, HeadChain heads) => new(
        chain,
        tx.Id,
        tx.Origin,
        tx.Tag,
        tx.State,
        tx.Hash,
        receipt,
        tx.BlockNumber is { } number ? heads.DepthOf(number) : 0,
        tx.Reason);

    private async Task<(bool IsTold, HealthFault? Fault)> TellAsync(
        TxRow tx, TxReport report, CancellationToken cancellationToken)
    {
        using var span = traces?.Begin("transaction confirmed", tx.Tag);
        span?.SetTag("transaction.id", tx.Id).SetTag("transaction.confirmations", report.Confirmations).SetTag("transaction.state", TxStateText.Of(report.State));
        try
        {
            var isTold = await store.Database.WriteAsync(
                async session =>
                {
                    if (!await store.Txs.TryMarkNotifiedAsync(session, tx, time.GetUtcNow()))
                    {
                        return false;
                    }

                    foreach (var observer in _observers!)
                    {
                        await observer.OnTxReachedAsync(session, report, cancellationToken);
                    }

                    return true;
                },
                cancellationToken);
            return (isTold, null);
        }
#pragma warning disable CA1031 // The last frame of one telling: a fault in an observer must not end the following of all.
        catch (Exception e) when (e is not OperationCanceledException and not System.Data.Common.DbException)
#pragma warning restore CA1031
        {
            TransactionsLog.ObserverFailed(logger, e, chain, tx.Id);
            return (false, new HealthFault(
                $"what waits for transaction {tx.Id} on chain {chain} could not take its result: {e.Message}",
                "This is a fault of the node: report it with the log. It is tried again at each block."));
        }
    }
}
