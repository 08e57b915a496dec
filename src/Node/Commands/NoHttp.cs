using Node.Core.Http;

namespace Node.Commands;

/// <summary>Reading a spec asks nobody.</summary>
internal sealed class NoHttp : IOutboundHttp
{
    public static NoHttp Instance { get; } = new();

    public Task<OutboundResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("a spec that is only read must not make requests");
}
