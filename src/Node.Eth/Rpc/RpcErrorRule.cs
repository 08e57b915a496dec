namespace Node.Eth.Rpc;

/// <summary>
/// What an error object means. Codes are few and shared, so the text is looked at too; what is not known counts as transient.
/// </summary>
internal static class RpcErrorRule
{
    private static readonly string[] Reverted =
    [
        "execution reverted", "vm execution error", "transaction reverted", "reverted with", "always failing transaction",
        "gas required exceeds allowance", "out of gas", "invalid opcode", "invalid jump", "stack underflow", "stack overflow",
    ];

    private static readonly string[] TooLarge =
    [
        "query returned more than", "query exceeds max results", "response size exceeded", "response size should not", "response too large",
        "response is too big", "block range", "range too large", "range is too large", "range too wide", "too many results", "too many logs",
        "too many blocks", "max results", "exceed maximum block range", "logs matched by query exceeds limit", "is limited to", "query timeout exceeded",
    ];

    private static readonly string[] RateLimited =
    [
        "rate limit", "ratelimit", "too many requests", "request limit", "requests per second", "compute units", "capacity", "quota",
        "daily request count", "throttle", "limit exceeded",
    ];

    /// <summary>The kind of an error that answers <paramref name="method"/>.</summary>
    public static RpcErrorKind Kind(string method, RpcError error)
    {
        var simulates = method is "eth_call" or "eth_estimateGas";
        if (simulates && (error.Code == 3 || error.Data.Length > 0 || Says(error, Reverted)))
        {
            return RpcErrorKind.Reverted;
        }

        if (method == "eth_getLogs" && Says(error, TooLarge))
        {
            return RpcErrorKind.TooLarge;
        }

        if (error.Code is 429 or -32005 or -32029 || Says(error, RateLimited))
        {
            return RpcErrorKind.RateLimited;
        }

        // Malformed call, unknown method, wrong parameters, not supported, transaction rejected. -32700 says that the endpoint could not
        // read what it got; ours is well formed, so something on the way broke it.
        return error.Code is -32600 or -32601 or -32602 or -32003 or -32004 or -32006
            ? RpcErrorKind.Permanent : RpcErrorKind.Transient;
    }

    private static bool Says(RpcError error, string[] phrases) =>
        Array.Exists(phrases, phrase => error.Message.Contains(phrase, StringComparison.OrdinalIgnoreCase));
}
