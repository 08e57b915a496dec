using System.Net.Http.Headers;
using System.Text;
using Node.Testing;
using Node.Tests.Nodes;

namespace Node.Tests.NothingLost;

/// <summary>Stands between a node and its chain and holds each raw transaction for a random time, before the chain gets it and before the node hears so.</summary>
internal sealed class SlowRpc : IAsyncDisposable
{
    private readonly Outside _outside;
    private readonly HttpClient _http;

    private SlowRpc(Outside outside, HttpClient http) => (_outside, _http) = (outside, http);

    public Uri Url => _outside.Url;

    /// <summary>Starts it.</summary>
    /// <param name="chain">Where calls go.</param>
    /// <param name="random">Draws the delays.</param>
    /// <param name="delayMax">The longest of the two delays, in milliseconds.</param>
    public static async Task<SlowRpc> StartAsync(Uri chain, SeededRandom random, int delayMax)
    {
        var http = new HttpClient();
        return new SlowRpc(
            await Outside.StartAsync(async context =>
            {
                using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
                var body = await reader.ReadToEndAsync(context.RequestAborted);
                var isSending = body.Contains("eth_sendRawTransaction", StringComparison.Ordinal);
                await Task.Delay(isSending ? random.NextDelay(delayMax) : TimeSpan.Zero, context.RequestAborted);

                // What was begun goes on when the node has died: the network does not ask whether the sender lives.
                using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
                using var response = await http.PostAsync(chain, content, CancellationToken.None);
                var answer = await response.Content.ReadAsByteArrayAsync(CancellationToken.None);
                await Task.Delay(isSending ? random.NextDelay(delayMax) : TimeSpan.Zero, context.RequestAborted);
                context.Response.StatusCode = (int)response.StatusCode;
                context.Response.ContentType = "application/json";
                await context.Response.Body.WriteAsync(answer, context.RequestAborted);
            }),
            http);
    }

    public async ValueTask DisposeAsync()
    {
        await _outside.DisposeAsync();
        _http.Dispose();
    }
}
