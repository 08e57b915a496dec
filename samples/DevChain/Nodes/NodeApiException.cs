using System.Net;

namespace DevChain.Nodes;

/// <summary>The node answered with another status than a good one.</summary>
/// <param name="request">Method and path.</param>
/// <param name="status">The status.</param>
/// <param name="body">What it said.</param>
public sealed class NodeApiException(string request, HttpStatusCode status, string body) : Exception($"{request}: {(int)status} {body}")
{
    /// <summary>The status.</summary>
    public HttpStatusCode Status { get; } = status;
}
