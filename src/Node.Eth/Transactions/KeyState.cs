using Node.Eth.Primitives;

namespace Node.Eth.Transactions;

/// <summary>A key on a chain.</summary>
/// <param name="Address">The key.</param>
/// <param name="ChainId">The chain.</param>
/// <param name="NextNonce">The nonce that the next queued transaction gets.</param>
/// <param name="IsEnabled">Whether it takes new transactions.</param>
/// <param name="LastUsedAt">When it last took one; null when never.</param>
public sealed record KeyState(Address Address, ChainId ChainId, long NextNonce, bool IsEnabled, DateTimeOffset? LastUsedAt);
