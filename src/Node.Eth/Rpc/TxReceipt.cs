using System.Numerics;
using Node.Eth.Primitives;

namespace Node.Eth.Rpc;

/// <summary>What a mined transaction did.</summary>
/// <param name="TxHash">The transaction.</param>
/// <param name="BlockHash">The hash of its block.</param>
/// <param name="BlockNumber">The height of its block.</param>
/// <param name="TxIndex">Its place in the block.</param>
/// <param name="Succeeded">False when it reverted.</param>
/// <param name="GasUsed">Gas it used.</param>
/// <param name="EffectiveGasPrice">Wei per gas that it paid.</param>
/// <param name="ContractAddress">The contract it created, if any.</param>
/// <param name="Logs">Its logs, in order.</param>
public sealed record TxReceipt(
    Hash32 TxHash,
    Hash32 BlockHash,
    long BlockNumber,
    long TxIndex,
    bool Succeeded,
    long GasUsed,
    BigInteger EffectiveGasPrice,
    Address? ContractAddress,
    IReadOnlyList<EthLog> Logs);
