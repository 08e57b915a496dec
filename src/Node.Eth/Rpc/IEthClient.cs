using System.Numerics;
using Node.Eth.Primitives;

namespace Node.Eth.Rpc;

/// <summary>
/// What the node asks of a chain. Every call may throw <see cref="RpcException"/>; all are safe from any thread.
/// </summary>
/// <remarks>Answers are decoded strictly: one that breaks the format is a transient failure, never a guess.</remarks>
public interface IEthClient
{
    /// <summary>The id of the chain the endpoint serves.</summary>
    Task<ChainId> GetChainIdAsync(CancellationToken cancellationToken);

    /// <summary>The header a tag names, or null when the endpoint has no such block.</summary>
    Task<BlockHeader?> GetHeaderAsync(BlockTag tag, CancellationToken cancellationToken);

    /// <summary>The header of a block by hash, on whatever fork it is, or null when the endpoint does not know it.</summary>
    Task<BlockHeader?> GetHeaderAsync(Hash32 blockHash, CancellationToken cancellationToken);

    /// <summary>
    /// The canonical headers of <paramref name="count"/> heights from <paramref name="fromNumber"/> up, in one batch; null for a
    /// height that does not exist.
    /// </summary>
    /// <remarks>An endpoint may answer parts of a batch from different states: check that they link.</remarks>
    Task<IReadOnlyList<BlockHeader?>> GetHeadersAsync(long fromNumber, int count, CancellationToken cancellationToken);

    /// <summary>
    /// The logs of a query, by block and place in it. Logs marked as removed, foreign to the query or out of its blocks are an
    /// error.
    /// </summary>
    Task<IReadOnlyList<EthLog>> GetLogsAsync(LogQuery query, CancellationToken cancellationToken);

    /// <summary>The logs of several queries in one batch, in the order of the queries.</summary>
    Task<IReadOnlyList<IReadOnlyList<EthLog>>> GetLogsAsync(IReadOnlyList<LogQuery> queries, CancellationToken cancellationToken);

    /// <summary>Simulates a call and returns what the contract returned.</summary>
    /// <exception cref="RpcException">Kind <see cref="RpcErrorKind.Reverted"/> with the data when it reverts.</exception>
    Task<byte[]> CallAsync(CallRequest request, BlockTag at, CancellationToken cancellationToken);

    /// <summary>The gas a call would use.</summary>
    /// <exception cref="RpcException">Kind <see cref="RpcErrorKind.Reverted"/> with the data when it would revert.</exception>
    Task<long> EstimateGasAsync(CallRequest request, CancellationToken cancellationToken);

    /// <summary>The next nonce of an account.</summary>
    Task<long> GetTransactionCountAsync(Address address, BlockTag at, CancellationToken cancellationToken);

    /// <summary>The balance of an account in wei.</summary>
    Task<BigInteger> GetBalanceAsync(Address address, BlockTag at, CancellationToken cancellationToken);

    /// <summary>Hands a signed transaction to the endpoint, once: this call is never repeated by the layers below.</summary>
    Task<Hash32> SendRawTransactionAsync(ReadOnlyMemory<byte> raw, CancellationToken cancellationToken);

    /// <summary>
    /// Receipts in the order of the hashes, in one batch; null for a transaction that is not mined or not known.
    /// </summary>
    Task<IReadOnlyList<TxReceipt?>> GetReceiptsAsync(IReadOnlyList<Hash32> txHashes, CancellationToken cancellationToken);

    /// <summary>The endpoint's idea of a price, in wei per gas (legacy).</summary>
    Task<BigInteger> GetGasPriceAsync(CancellationToken cancellationToken);

    /// <summary>The endpoint's idea of a tip, in wei per gas (EIP-1559).</summary>
    Task<BigInteger> GetMaxPriorityFeeAsync(CancellationToken cancellationToken);
}
