using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Node.Core.Tracing;
using Node.Eth.Heads;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Transactions;

/// <summary>
/// Finds out what became of signed transactions: receipts and the chain's nonce decide, never the text of an endpoint.
/// </summary>
internal sealed class ReceiptFollower(
    ChainId chain,
    TxStore store,
    IEthClient client,
    BlockFollower blocks,
    RevertExplainer reverts,
    int finalityDepth,
    TimeProvider time,
    ILogger<ReceiptFollower> logger,
    Traces? traces = null)
{
    /// <summary>How many transactions are looked at per head.</summary>
    public const int PendingMax = 2000;

    /// <summary>How many receipts are asked for in one call.</summary>
    public const int ReceiptBatchMax = 100;

    /// <summary>Looks at every signed transaction that is in no block.</summary>
    /// <returns>How many were found in a block.</returns>
    /// <exception cref="RpcException">The chain gave no answer.</exception>
    public async Task<int> FollowAsync(HeadChain heads, CancellationToken cancellationToken)
    {
        var pending = await store.Database.ReadAsync(
            session => store.Queries.ListPendingAsync(session, chain, PendingMax), cancellationToken);
        var found = 0;
        foreach (var key in pending.GroupBy(tx => tx.From))
        {
            var count = await client.GetTransactionCountAsync(key.Key, BlockTag.Latest, cancellationToken);
            var used = key.Where(tx => tx.Nonce < count).ToList();
            foreach (var batch in used.Chunk(ReceiptBatchMax))
            {
                found += await FollowAsync(batch, heads, cancellationToken);
            }

            foreach (var tx in key.Where(tx => tx.Nonce >= count && tx.MissingSinceBlock is not null))
            {
                await store.Database.WriteAsync(session => store.Txs.TryMarkMissingAsync(session, tx, null), cancellationToken);
            }
        }

        return found;
    }

    private async Task<int> FollowAsync(TxRow[] txs, HeadChain heads, CancellationToken cancellationToken)
    {
        var attempts = await store.Database.ReadAsync(
            session => store.Attempts.ListAsync(session, txs.Select(tx => tx.Id)), cancellationToken);
        var asked = txs.SelectMany(tx => attempts[tx.Id]).ToList();
        var receipts = await client.GetReceiptsAsync([.. asked.Select(attempt => attempt.TxHash)], cancellationToken);
        var mined = asked.Zip(receipts)
            .Where(pair => pair.Second is not null)
            .DistinctBy(pair => pair.First.TxId)
            .ToDictionary(pair => pair.First.TxId, pair => (Attempt: pair.First, Receipt: pair.Second!));
        List<(TxRow Tx, TxState To, TxPlace Place, string? Reason)> placed = [];
        foreach (var tx in txs)
        {
            if (!mined.TryGetValue(tx.Id, out var found))
            {
                await MissAsync(tx, heads, cancellationToken);
            }
            else if (await blocks.IsCanonicalAsync(heads, found.Receipt.BlockNumber, found.Receipt.BlockHash, cancellationToken))
            {
                // A receipt in a block that is not among the heads yet waits for the next of them.
                placed.Add(await PlaceAsync(tx, found.Attempt, found.Receipt, cancellationToken));
            }
        }

        await RecordAsync(placed, cancellationToken);
        return placed.Count;
    }

    private async Task<(TxRow Tx, TxState To, TxPlace Place, string? Reason)> PlaceAsync(
        TxRow tx, TxAttempt attempt, TxReceipt receipt, CancellationToken cancellationToken)
    {
        var place = new TxPlace(attempt.TxHash, receipt.BlockNumber, receipt.BlockHash);
        if (attempt.IsCancel)
        {
            return (tx, TxState.Failed, place, tx.GiveUpReason);
        }

        return receipt.Succeeded
            ? (tx, TxState.Mined, place, null)
            : (tx, TxState.Reverted, place, await reverts.ExplainAsync(tx, receipt, cancellationToken));
    }

    private async Task RecordAsync(
        List<(TxRow Tx, TxState To, TxPlace Place, string? Reason)> placed, CancellationToken cancellationToken)
    {
        if (placed.Count == 0)
        {
            return;
        }

        var now = time.GetUtcNow();
        await store.Database.WriteAsync(
            async session =>
            {
                foreach (var (tx, to, place, reason) in placed)
                {
                    // No row: the sender changed it since it was read. The next head looks again.
                    await store.Txs.TryMarkMinedAsync(session, tx, to, place, reason, now);
                }
            },
            cancellationToken);
        foreach (var (tx, to, place, reason) in placed)
        {
            using var span = traces?.Begin("transaction mined", tx.Tag, ActivityKind.Consumer, tx.SentAt ?? tx.UpdatedAt);
            span?.SetTag("transaction.id", tx.Id).SetTag("transaction.hash", place.TxHash.ToString()).SetTag("transaction.state", TxStateText.Of(to)).SetTag("block.number", place.BlockNumber);
            TransactionsLog.Placed(logger, chain, tx.Id, place.TxHash, to, place.BlockNumber, reason);
        }
    }

    // The nonce is used and no hash of ours has a receipt. An endpoint that lags looks the same, so this must last as long as
    // finality.
    private async Task MissAsync(TxRow tx, HeadChain heads, CancellationToken cancellationToken)
    {
        var head = heads.Latest!.Number;
        if (tx.MissingSinceBlock is not { } since)
        {
            await store.Database.WriteAsync(session => store.Txs.TryMarkMissingAsync(session, tx, head), cancellationToken);
        }
        else if (head - since >= finalityDepth)
        {
            var failed = await store.Database.WriteAsync(
                session => store.Txs.TryMarkReplacedAsync(
                    session, tx, "replaced by a transaction not sent by this node", time.GetUtcNow()),
                cancellationToken);
            if (failed)
            {
                TransactionsLog.Replaced(logger, chain, tx.Id, tx.Nonce, tx.From);
            }
        }
    }
}
