using Node.Eth.Primitives;

namespace Node.Eth.Transactions;

/// <summary>Where an attempt was mined.</summary>
/// <param name="TxHash">The attempt.</param>
/// <param name="BlockNumber">The height of its block.</param>
/// <param name="BlockHash">The hash of its block.</param>
internal readonly record struct TxPlace(Hash32 TxHash, long BlockNumber, Hash32 BlockHash);
