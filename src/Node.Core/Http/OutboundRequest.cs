namespace Node.Core.Http;

/// <summary>A request to the outside.</summary>
public sealed record OutboundRequest
{
    /// <summary>The method.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>Where to: absolute, http or https, without user and password.</summary>
    public required Uri Url { get; init; }

    /// <summary>
    /// Headers in the order they are sent; a name may come twice. Headers that steer the connection (<c>Host</c>,
    /// <c>Content-Length</c>, <c>Connection</c> …) are refused.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>
    /// The body; null or empty for none. Headers that describe a body (<c>Content-Type</c> …) are sent with a body only.
    /// </summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>
    /// How many bytes of body are accepted; null takes <see cref="OutboundHttpOptions.BodyBytesMax"/>. More than
    /// <see cref="OutboundHttpOptions.BodyBytesHardMax"/> counts as that.
    /// </summary>
    public int? BodyBytesMax { get; init; }

    /// <summary>
    /// How many redirects are followed; null takes <see cref="OutboundHttpOptions.RedirectsMax"/>, more counts as that. With 0 a
    /// redirect is an error.
    /// </summary>
    public int? RedirectsMax { get; init; }

    /// <summary>
    /// From the call to the last byte, redirects included. Default 15 s; more than
    /// <see cref="OutboundHttpOptions.TotalTimeoutMax"/> counts as that.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Whether loopback, private and shared carrier addresses may be reached: for places that an operator of the node named, such as a
    /// bridge, and never for a URL that a job made. Ports and all other special addresses stay denied. Default: false.
    /// </summary>
    public bool ReachesOwnNetwork { get; init; }

    /// <summary>The external id of the job that asks, for the operator's host list. Empty when no job asks.</summary>
    public string Caller { get; init; } = "";
}
