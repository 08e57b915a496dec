using System.Text.Json;

namespace Node.Eth.Rpc;

/// <summary>One JSON-RPC answer: a result or an error.</summary>
/// <param name="Result">The result; of kind Null when the answer is null, Undefined when there is an error.</param>
/// <param name="Error">The error object, or null.</param>
public sealed record RpcResponse(JsonElement Result, RpcError? Error)
{
    /// <summary>An answer that is an error.</summary>
    public static RpcResponse Failed(RpcError error) => new(default, error);
}
