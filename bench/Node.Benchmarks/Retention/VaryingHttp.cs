using System.Globalization;
using System.Text;
using Node.Core.Http;

namespace Node.Benchmarks.Retention;

/// <summary>Answers every request at once, each time with another price, so that records are as different as in life.</summary>
internal sealed class VaryingHttp : IOutboundHttp
{
    private int _asked;

    public Task<OutboundResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        var n = Interlocked.Increment(ref _asked);
        var body = string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"status":"ok","data":{"symbol":"ETHUSD","result":{{{1000 + (n * 7919 % 1_000_003 / 1000m)}}},"volume":{{{n * 31 % 9973}}}.5}}""");
        return Task.FromResult(new OutboundResponse(200, [], Encoding.UTF8.GetBytes(body), null));
    }
}
