using Node.Core.Http;

namespace Node.Commands;

/// <summary>Asks nobody: reading a spec needs no answer, and a case gets its answers from a recording.</summary>
internal sealed class NoHttp : IOutboundHttp
{
    public static NoHttp Instance { get; } = new();

    public Task<OutboundResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken) =>
        throw new OutboundHttpException(OutboundFault.Denied, "nobody is asked here; name a recording with \"replay\"");
}
