using Node.Core.Http;

namespace Node.Commands.Recordings;

/// <summary>Answers from a recording, each exchange once; asks nobody.</summary>
internal sealed class ReplayingHttp(Recording recording, TimeProvider time) : IOutboundHttp
{
    private readonly List<HttpExchange> _left = [.. recording.Http];

    public async Task<OutboundResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        var digest = RequestDigest.Of(request);
        var at = _left.FindIndex(exchange => exchange.Digest == digest);
        if (at < 0)
        {
            throw new OutboundHttpException(
                OutboundFault.Denied, $"the recording has no such request to {request.Url.Host}; the spec or its variables changed, so record it again");
        }

        var found = _left[at];
        _left.RemoveAt(at);
        if (found.Fault is { } fault)
        {
            throw new OutboundHttpException(fault, found.Message ?? "");
        }

        if (found.Status is not { } status)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
            throw new OperationCanceledException(cancellationToken);
        }

        return new OutboundResponse(status, [], found.Body ?? [], null);
    }
}
