using Node.Eth.Primitives;

namespace DevChain.Contracts;

/// <summary>A request that is on chain.</summary>
/// <param name="RequestId">The oracle contract's key for it.</param>
/// <param name="TxHash">The transaction that made it.</param>
/// <param name="BlockNumber">The block that holds it.</param>
public sealed record PriceRequest(Hash32 RequestId, Hash32 TxHash, long BlockNumber);
