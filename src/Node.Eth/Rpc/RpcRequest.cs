namespace Node.Eth.Rpc;

/// <summary>One JSON-RPC call.</summary>
/// <param name="Method">The method, e.g. <c>eth_call</c>.</param>
/// <param name="Params">Its parameters as the text of a JSON array.</param>
public sealed record RpcRequest(string Method, string Params);
