namespace Node.Eth.Rpc;

/// <summary>What a failed call means for whoever made it.</summary>
public enum RpcErrorKind
{
    /// <summary>
    /// The endpoint is away, slow, behind or answered nonsense, or said something unknown: the same call may work later.
    /// </summary>
    Transient,

    /// <summary>The endpoint asks to be called less often.</summary>
    RateLimited,

    /// <summary>The answer would be (or was) larger than the endpoint or this node allows: ask for less.</summary>
    TooLarge,

    /// <summary>The call itself is refused: the same call will not work later.</summary>
    Permanent,

    /// <summary>The contract reverted, or would revert; <see cref="RpcException.Data"/> holds what it returned.</summary>
    Reverted,
}
