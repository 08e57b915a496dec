using System.Text;
using Node.Core.Http;

namespace Node.Jobs.Tests.Pipeline.Tasks;

/// <summary>Answers requests as a test says and remembers them.</summary>
internal sealed class FakeHttp(Func<OutboundRequest, OutboundResponse> answer) : IOutboundHttp
{
    public List<OutboundRequest> Requests { get; } = [];

    public static OutboundResponse Response(int status, string body) => new(status, [], Encoding.UTF8.GetBytes(body), null);

    public Task<OutboundResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Task.FromResult(answer(request));
    }
}
