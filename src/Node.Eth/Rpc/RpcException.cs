namespace Node.Eth.Rpc;

/// <summary>A call to a chain endpoint did not give an answer.</summary>
/// <remarks>
/// The message never holds more of the endpoint's address than scheme, host and port: paths and queries carry keys.
/// </remarks>
public sealed class RpcException : Exception
{
    /// <summary>How many bytes of revert data are kept.</summary>
    public const int RevertDataBytesMax = 1024;

    /// <summary>How many characters of the endpoint's own text are kept.</summary>
    public const int ServerMessageCharsMax = 1024;

    /// <summary>Makes the failure of one call.</summary>
    public RpcException(RpcErrorKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>What the failure means.</summary>
    public RpcErrorKind Kind { get; }

    /// <summary>The JSON-RPC error code, when the endpoint answered with an error object.</summary>
    public long? Code { get; init; }

    /// <summary>
    /// What the endpoint said, cut at <see cref="ServerMessageCharsMax"/> but not escaped: compare it, do not show it.
    /// </summary>
    public string ServerMessage { get; init; } = "";

    /// <summary>
    /// The bytes a reverting contract returned, cut at <see cref="RevertDataBytesMax"/>; empty when there were none.
    /// </summary>
    public new byte[] Data { get; init; } = [];

    /// <summary>How long the endpoint asked to be left alone, when it said so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the same call may work later.</summary>
    public bool IsTransient => Kind is RpcErrorKind.Transient or RpcErrorKind.RateLimited;
}
