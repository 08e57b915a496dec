using Node.Eth.Primitives;

namespace Node.Eth.Rpc;

/// <summary>An event that a contract wrote in a mined block.</summary>
/// <param name="Address">The contract.</param>
/// <param name="Topics">None to four topics; the first is usually the hash of the event's signature.</param>
/// <param name="Data">The fields that are not indexed.</param>
/// <param name="BlockNumber">The height of its block.</param>
/// <param name="BlockHash">The hash of its block.</param>
/// <param name="TxHash">The transaction that caused it.</param>
/// <param name="LogIndex">Its place among the logs of the block.</param>
/// <param name="TxIndex">The place of its transaction in the block.</param>
public sealed record EthLog(
    Address Address,
    IReadOnlyList<Hash32> Topics,
    byte[] Data,
    long BlockNumber,
    Hash32 BlockHash,
    Hash32 TxHash,
    long LogIndex,
    long TxIndex);
