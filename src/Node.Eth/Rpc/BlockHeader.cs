using System.Numerics;
using Node.Eth.Primitives;

namespace Node.Eth.Rpc;

/// <summary>The parts of a block's header that the node uses.</summary>
/// <param name="Hash">The block's hash.</param>
/// <param name="Number">Its height.</param>
/// <param name="ParentHash">The hash of the block below.</param>
/// <param name="Timestamp">When it was made, by its own account.</param>
/// <param name="BaseFeePerGas">Wei per gas that is burnt (EIP-1559); null on a chain without it.</param>
/// <param name="ReceiptsRoot">Root of the receipts.</param>
/// <param name="TransactionsRoot">Root of the transactions.</param>
/// <param name="StateRoot">Root of the state after the block.</param>
/// <param name="GasLimit">Gas that all its transactions together may use.</param>
public sealed record BlockHeader(
    Hash32 Hash,
    long Number,
    Hash32 ParentHash,
    DateTimeOffset Timestamp,
    BigInteger? BaseFeePerGas,
    Hash32 ReceiptsRoot,
    Hash32 TransactionsRoot,
    Hash32 StateRoot,
    long GasLimit);
