using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Transactions;

/// <summary>How a transaction ended, as far as the confirmations asked for can tell.</summary>
/// <param name="ChainId">Its chain.</param>
/// <param name="TxId">Its id in the store.</param>
/// <param name="Origin">The origin it was queued with.</param>
/// <param name="Tag">The tag it was queued with.</param>
/// <param name="State">
/// <see cref="TxState.Mined"/>, <see cref="TxState.Final"/>, <see cref="TxState.Reverted"/> or <see cref="TxState.Failed"/>.
/// </param>
/// <param name="Hash">The hash that was mined; null when a foreign transaction took the nonce.</param>
/// <param name="Receipt">The receipt of <paramref name="Hash"/>; null when nothing of ours was mined.</param>
/// <param name="Confirmations">How many blocks deep it is, its own block counting as the first; 0 when nothing was mined.</param>
/// <param name="Reason">Why it reverted or failed; null otherwise. Cut and escaped.</param>
public sealed record TxReport(
    ChainId ChainId,
    long TxId,
    string Origin,
    string? Tag,
    TxState State,
    Hash32? Hash,
    TxReceipt? Receipt,
    long Confirmations,
    string? Reason);
