using Node.Eth.Primitives;

namespace Node.Eth.Keys;

/// <summary>What may be known of a key outside the keystore.</summary>
/// <param name="Address">The address of its account.</param>
/// <param name="CreatedAt">When it was made or imported here.</param>
public sealed record EthKey(Address Address, DateTimeOffset CreatedAt);
