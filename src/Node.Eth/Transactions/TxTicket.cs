using Node.Eth.Primitives;

namespace Node.Eth.Transactions;

/// <summary>A queued transaction.</summary>
/// <param name="TxId">Its id in the store.</param>
/// <param name="From">The key that sends it.</param>
/// <param name="Nonce">
/// Its nonce as of now. Until it is signed it may still get another one, when the chain turns out to be ahead of the store.
/// </param>
/// <param name="AlreadyQueued">Whether an earlier request with the same origin queued it.</param>
public sealed record TxTicket(long TxId, Address From, long Nonce, bool AlreadyQueued);
