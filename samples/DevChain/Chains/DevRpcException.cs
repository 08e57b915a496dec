namespace DevChain.Chains;

/// <summary>The local chain answered a call with an error.</summary>
/// <param name="method">The method called.</param>
/// <param name="code">The JSON-RPC code.</param>
/// <param name="message">What the chain said.</param>
public sealed class DevRpcException(string method, int code, string message) : Exception($"{method}: {message} ({code})")
{
    /// <summary>The JSON-RPC code.</summary>
    public int Code { get; } = code;
}
