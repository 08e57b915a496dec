using Microsoft.Extensions.Logging;
using Node.Eth.Fees;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Transactions;

/// <summary>
/// Frees the nonce of a call that an endpoint says can never be mined: an empty transfer of the key to itself becomes a second
/// attempt
/// of the same transaction. Which of the two is mined decides whether the transaction failed, so an endpoint that lied costs one
/// transfer and not the truth.
/// </summary>
internal sealed class GiveUp(
    ChainId chain,
    TxStore store,
    IEthClient client,
    FeeSource fees,
    AttemptMaker maker,
    TimeProvider time,
    ILogger<GiveUp> logger)
{
    /// <summary>Stores the second attempt, or finds that the chain has used the nonce already.</summary>
    /// <returns>What stands in the way; null when there is progress: read the transaction again.</returns>
    /// <exception cref="RpcException">The chain gave no answer.</exception>
    public async Task<FeeDecision?> TryAsync(
        TxRow tx, IReadOnlyList<TxAttempt> attempts, SendAnswer answer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await IsDecidedAsync(tx, attempts, cancellationToken))
        {
            await store.Database.WriteAsync(session => store.Txs.TryMarkSentAsync(session, tx, now), cancellationToken);
            return null;
        }

        var decision = await fees.GetAsync(cancellationToken);
        if (decision.Quote is null)
        {
            return decision;
        }

        var cancel = await maker.CancelAsync(tx, attempts[^1].Number + 1, decision.Quote, cancellationToken);
        var reason = $"the endpoint refused it for good ({answer.Outcome}): {answer.Said}";
        var stored = await store.Database.WriteAsync(
            async session =>
            {
                if (!await store.Txs.TryGiveUpAsync(session, tx, cancel.TxHash, reason, now))
                {
                    return false;
                }

                await store.Attempts.AddAsync(session, cancel, now);
                return true;
            },
            cancellationToken);
        if (stored)
        {
            TransactionsLog.GivenUp(logger, chain, tx.Id, tx.From, tx.Nonce, answer.Outcome, answer.Said);
        }

        return null;
    }

    private async Task<bool> IsDecidedAsync(TxRow tx, IReadOnlyList<TxAttempt> attempts, CancellationToken cancellationToken)
    {
        if (await client.GetTransactionCountAsync(tx.From, BlockTag.Latest, cancellationToken) > tx.Nonce)
        {
            return true;
        }

        var receipts = await client.GetReceiptsAsync([.. attempts.Select(attempt => attempt.TxHash)], cancellationToken);
        return receipts.Any(receipt => receipt is not null);
    }
}
