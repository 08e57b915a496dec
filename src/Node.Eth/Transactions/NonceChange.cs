namespace Node.Eth.Transactions;

/// <summary>What has to change so that a key's nonces fit the chain.</summary>
/// <param name="NextNonce">The nonce that the next queued transaction gets.</param>
/// <param name="Moves">Never-signed transactions that get another nonce, in order; the others keep theirs.</param>
/// <param name="Gaps">
/// Nonces below a signed transaction that nobody holds: something has to be sent with them, or nothing behind them is mined.
/// </param>
internal sealed record NonceChange(long NextNonce, IReadOnlyList<NonceMove> Moves, IReadOnlyList<long> Gaps)
{
    /// <summary>Whether it changes anything about a key whose stored next nonce is <paramref name="storedNext"/>.</summary>
    public bool IsNeeded(long storedNext) => NextNonce != storedNext || Moves.Count > 0 || Gaps.Count > 0;
}
