namespace Node.Core.Http;

/// <summary>The one way by which jobs reach the outside: a client that trusts neither the URL nor the answer.</summary>
/// <remarks>
/// It refuses private, loopback, link-local and other special addresses, whatever form the URL writes them in and whatever a name
/// resolves to, unless the operator's host list lets the caller reach that host and port. It limits the size and the time of
/// an answer, follows redirects by the same rules, and uses no proxy, no cookies and no decompression.
/// </remarks>
public interface IOutboundHttp
{
    /// <summary>Sends <paramref name="request"/> and reads the whole answer. Any status is an answer, not an error.</summary>
    /// <exception cref="OutboundHttpException">There is no answer; it says why, and whether to try again.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<OutboundResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken);
}
