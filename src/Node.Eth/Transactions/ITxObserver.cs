using Node.Core.Storage;

namespace Node.Eth.Transactions;

/// <summary>Wants to know how transactions end that asked for it with <see cref="TxRequest.NotifyAtConfirmations"/>.</summary>
public interface ITxObserver
{
    /// <summary>
    /// Tells that a transaction is deep enough, or has failed. Called exactly once per transaction: the call runs in the commit
    /// that
    /// records it, so what the observer writes by <paramref name="session"/> and the mark become durable together.
    /// </summary>
    /// <remarks>
    /// Must touch nothing but the session, since the work may run again after a lost connection. An exception rolls both back;
    /// the
    /// transaction is reported again at the next head.
    /// </remarks>
    Task OnTxReachedAsync(WriteSession session, TxReport report, CancellationToken cancellationToken);
}
