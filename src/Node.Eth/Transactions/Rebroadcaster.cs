using Node.Core.Services;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Transactions;

/// <summary>Hands transactions over again that were sent and are in no block: pools forget, and reorgs drop.</summary>
internal sealed class Rebroadcaster(
    ChainId chain, TxStore store, RawSender sender, GiveUp giveUp, TxOptions options, TimeProvider time)
{
    /// <summary>How many are sent again in one go.</summary>
    public const int BatchMax = 100;

    /// <summary>Sends again what is due.</summary>
    /// <returns>What stands in the way of one of them, or null.</returns>
    /// <exception cref="RpcException">The chain gave no answer to a question.</exception>
    public async Task<HealthFault?> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (due, attempts) = await store.Database.ReadAsync(
            async session =>
            {
                var txs = await store.Queries.ListToRebroadcastAsync(session, chain, now - options.RebroadcastAfter, BatchMax);
                return (txs, await store.Attempts.ListAsync(session, txs.Select(tx => tx.Id)));
            },
            cancellationToken);
        HealthFault? fault = null;
        foreach (var tx in due)
        {
            var bytes = attempts[tx.Id].ToList();
            var answer = await sender.SendAsync(tx, bytes[^1], cancellationToken);
            if (answer.Outcome == SendOutcome.NoAnswer)
            {
                return SendFaults.Waiting(chain, tx, answer);
            }

            if (answer.Step == SendStep.GiveUp && !bytes[^1].IsCancel)
            {
                // The second attempt is due at once, since the transaction's time of sending stays as it is.
                fault ??= (await giveUp.TryAsync(tx, bytes, answer, cancellationToken))?.Refusal;
                continue;
            }

            fault ??= answer.Step == SendStep.CountAsSent ? null : SendFaults.Waiting(chain, tx, answer);
            await store.Database.WriteAsync(
                session => answer.Step == SendStep.CountAsSent
                    ? store.Txs.TryMarkSentAsync(session, tx, time.GetUtcNow())
                    : store.Txs.TryPostponeAsync(session, tx, time.GetUtcNow()),
                cancellationToken);
        }

        return fault;
    }
}
