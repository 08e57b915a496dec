using Node.Core.Http;
using Node.Jobs.Pipeline.Tasks;

namespace Node.Commands;

/// <summary>The bridges of a dry run: where they are is said on the command line. Nothing is kept.</summary>
internal sealed class DryRunBridges(IOutboundHttp http, IReadOnlyDictionary<string, Uri> urls) : IBridges
{
    private const string PendingHeader = "X-Chainlink-Pending";
    private const int AnswerBytesMax = 32 * 1024;

    private static readonly TimeSpan TimeoutUsual = TimeSpan.FromSeconds(15);

    public IReadOnlyCollection<string>? Names => null;

    public TimeSpan CacheTtl => TimeSpan.Zero;

    public async Task<BridgeAnswer> AskAsync(BridgeRequest request, CancellationToken ct)
    {
        if (!urls.TryGetValue(request.Name, out var url))
        {
            throw new BridgeException($"where bridge {request.Name} is, is not known here; say --bridge {request.Name}=URL", isTransient: false);
        }

        try
        {
            var response = await http.SendAsync(
                new OutboundRequest
                {
                    Method = HttpMethod.Post,
                    Url = url,
                    Headers = HeadersOf(request),
                    Body = request.Body,
                    BodyBytesMax = AnswerBytesMax,
                    RedirectsMax = 0,
                    ReachesOwnNetwork = true,
                    Timeout = request.Timeout ?? TimeoutUsual,
                },
                ct);
            var isPending = response.Headers.Any(header => header.Key.Equals(PendingHeader, StringComparison.OrdinalIgnoreCase));
            return new BridgeAnswer($"bridge {request.Name}", response.Status, response.Body, isPending);
        }
        catch (OutboundHttpException e)
        {
            throw new BridgeException($"bridge {request.Name}: {e.Message}", e.IsTransient, e);
        }
    }

    public ValueTask KeepAsync(BridgeQuestion question, string answer, CancellationToken ct) => ValueTask.CompletedTask;

    public ValueTask<string?> KeptAsync(BridgeQuestion question, TimeSpan ageMax, CancellationToken ct) => ValueTask.FromResult<string?>(null);

    private static List<KeyValuePair<string, string>> HeadersOf(BridgeRequest request)
    {
        var own = request.Headers.Any(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase));
        return own ? [.. request.Headers] : [new("Content-Type", "application/json"), .. request.Headers];
    }
}
