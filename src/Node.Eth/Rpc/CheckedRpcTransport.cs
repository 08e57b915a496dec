using Node.Eth.Primitives;

namespace Node.Eth.Rpc;

/// <summary>
/// Lets calls through only to an endpoint that serves the right chain: it is asked with the first call, after every failure, and
/// from time to time.
/// </summary>
/// <remarks>
/// Balancers and failovers change what stands behind an address; an answer from another chain looks like any other.
/// </remarks>
/// <param name="inner">Carries the calls.</param>
/// <param name="chain">The chain that must be served.</param>
/// <param name="interval">How long an answer is believed.</param>
/// <param name="time">The clock.</param>
public sealed class CheckedRpcTransport(IRpcTransport inner, ChainId chain, TimeSpan interval, TimeProvider time) : IRpcTransport
{
    private const long Never = long.MinValue;
    private readonly EthClient _client = new(inner);
    private long _checkedAt = Never;

    /// <inheritdoc/>
    /// <exception cref="RpcException">Transient, too, when another chain is served: nothing was asked then.</exception>
    public async Task<IReadOnlyList<RpcResponse>> SendAsync(IReadOnlyList<RpcRequest> batch, CancellationToken cancellationToken)
    {
        var checkedAt = Volatile.Read(ref _checkedAt);
        if (checkedAt == Never || time.GetElapsedTime(checkedAt) >= interval)
        {
            var actual = await _client.GetChainIdAsync(cancellationToken);
            if (actual != chain)
            {
                throw new RpcException(RpcErrorKind.Transient, $"the endpoint serves chain {actual} and not chain {chain}");
            }

            Volatile.Write(ref _checkedAt, time.GetTimestamp());
        }

        try
        {
            return await inner.SendAsync(batch, cancellationToken);
        }
        catch (RpcException)
        {
            Volatile.Write(ref _checkedAt, Never);
            throw;
        }
    }
}
