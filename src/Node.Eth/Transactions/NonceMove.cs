namespace Node.Eth.Transactions;

/// <summary>A never-signed transaction gets another nonce.</summary>
/// <param name="Old">The nonce it has.</param>
/// <param name="New">The nonce it gets.</param>
internal readonly record struct NonceMove(long Old, long New);
