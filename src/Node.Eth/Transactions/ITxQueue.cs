using Node.Core.Storage;

namespace Node.Eth.Transactions;

/// <summary>Takes transactions to be sent from one of the node's keys on one chain.</summary>
#pragma warning disable CA1711 // It is a queue to whoever fills it, whatever collection it is not.
public interface ITxQueue
#pragma warning restore CA1711
{
    /// <summary>
    /// Takes the key's next nonce and stores the transaction, both in the caller's commit; the sender is woken by that commit.
    /// </summary>
    /// <param name="session">
    /// The caller's transaction: nonce, transaction and whatever else the caller writes become durable together.
    /// </param>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Gives up before anything is written.</param>
    /// <returns>
    /// The same ticket for the same <see cref="TxRequest.Origin"/>, whatever the rest of the second request says.
    /// </returns>
    /// <exception cref="TxRefusedException">
    /// No usable key, a full queue, or a field out of its range; nothing was written.
    /// </exception>
    Task<TxTicket> EnqueueAsync(WriteSession session, TxRequest request, CancellationToken cancellationToken);
}
