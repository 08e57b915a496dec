namespace Node.Eth.Rpc;

/// <summary>Carries JSON-RPC calls to a chain endpoint. Implementations are safe to call from any thread.</summary>
public interface IRpcTransport
{
    /// <summary>Sends calls together and returns their answers in the order of the calls.</summary>
    /// <exception cref="RpcException">No call of the batch was answered; a call answered with an error is a value.</exception>
    Task<IReadOnlyList<RpcResponse>> SendAsync(IReadOnlyList<RpcRequest> batch, CancellationToken cancellationToken);
}
