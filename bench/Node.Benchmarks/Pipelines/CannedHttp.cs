using Node.Core.Http;

namespace Node.Benchmarks.Pipelines;

/// <summary>Answers every request at once with the same price.</summary>
internal sealed class CannedHttp : IOutboundHttp
{
    public const string Body = """{"status":"ok","data":{"symbol":"ETHUSD","result":1234.5678,"volume":99.5}}""";

    private static readonly OutboundResponse Answer = new(200, [], System.Text.Encoding.UTF8.GetBytes(Body), null);

    public Task<OutboundResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken) => Task.FromResult(Answer);
}
