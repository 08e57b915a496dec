using Node.Eth.Primitives;

namespace Node.Eth.Logs;

/// <summary>Subscriptions that are at the same block and wait equally deep: one call serves them all.</summary>
/// <param name="From">First block.</param>
/// <param name="To">Last block.</param>
/// <param name="Blocks">The hashes of the blocks when they are asked for one by one; empty for a range.</param>
/// <param name="Members">The subscriptions.</param>
internal sealed record LogGroup(long From, long To, IReadOnlyList<Hash32> Blocks, IReadOnlyList<ServedSubscription> Members);
