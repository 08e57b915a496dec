using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Node.Eth.Primitives;

namespace DevChain.Nodes;

/// <summary>The part of a node's HTTP API that the demo, the tests and the benchmarks use.</summary>
public sealed class NodeApi : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>Calls the node at <paramref name="url"/>; without credentials only what is open to everybody.</summary>
    public NodeApi(Uri url, NodeCredentials? credentials = null)
    {
        _http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(30) };
        if (credentials is not null)
        {
            _http.DefaultRequestHeaders.Add("X-API-KEY", credentials.Key);
            _http.DefaultRequestHeaders.Add("X-API-SECRET", credentials.Secret);
        }
    }

    /// <summary>Whether <c>/ready</c> says yes; false as well when nobody answers.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri("/ready", UriKind.Relative), cancellationToken);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Makes a key that the node signs transactions with.</summary>
    /// <returns>Its address.</returns>
    public async Task<Address> CreateKeyAsync(long chainId, CancellationToken cancellationToken = default)
    {
        var answer = await SendAsync(HttpMethod.Post, $"/v2/keys/evm?evmChainID={chainId}", null, cancellationToken);
        return Address.Parse(Attributes(answer.GetProperty("data")).GetProperty("address").GetString()!);
    }

    /// <summary>Stores and starts a job.</summary>
    /// <returns>Its number.</returns>
    /// <exception cref="NodeApiException">The node refuses it; the message has the faults.</exception>
    public async Task<string> CreateJobAsync(string toml, CancellationToken cancellationToken = default) =>
        (await SendAsync(HttpMethod.Post, "/v2/jobs", new { toml }, cancellationToken)).GetProperty("data").GetProperty("id").GetString()!;

    /// <summary>The newest runs of a job, newest first.</summary>
    public async Task<IReadOnlyList<NodeRun>> ListRunsAsync(string jobId, int countMax = 25, CancellationToken cancellationToken = default)
    {
        var answer = await SendAsync(HttpMethod.Get, $"/v2/jobs/{jobId}/runs?page=1&size={countMax}", null, cancellationToken);
        return [.. answer.GetProperty("data").EnumerateArray().Select(ReadRun)];
    }

    /// <summary>One run of a job.</summary>
    public async Task<NodeRun> GetRunAsync(string jobId, string runId, CancellationToken cancellationToken = default) =>
        ReadRun((await SendAsync(HttpMethod.Get, $"/v2/jobs/{jobId}/runs/{runId}", null, cancellationToken)).GetProperty("data"));

    /// <summary>Sends any request.</summary>
    /// <returns>The answer's JSON; undefined when it has no body.</returns>
    /// <exception cref="NodeApiException">The status is not a good one.</exception>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await _http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new NodeApiException($"{method} {path}", response.StatusCode, text);
        }

        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private static JsonElement Attributes(JsonElement resource) => resource.GetProperty("attributes");

    private static NodeRun ReadRun(JsonElement resource)
    {
        var run = Attributes(resource);
        return new NodeRun(
            resource.GetProperty("id").GetString()!,
            run.GetProperty("createdAt").GetDateTimeOffset(),
            Time(run, "finishedAt"),
            [.. Items(run, "allErrors").Concat(Items(run, "fatalErrors")).Select(Text).OfType<string>().Distinct()],
            [.. Items(run, "taskRuns").Select(task => new NodeTaskRun(
                task.GetProperty("dotId").GetString()!,
                task.GetProperty("type").GetString()!,
                Text(task.GetProperty("output")),
                Text(task.GetProperty("error")),
                Time(task, "finishedAt"))).OrderBy(task => task.FinishedAt ?? DateTimeOffset.MaxValue)]);
    }

    private static JsonElement[] Items(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    private static DateTimeOffset? Time(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var time) && time.ValueKind == JsonValueKind.String && time.GetString() is { Length: > 0 }
            ? time.GetDateTimeOffset()
            : null;
}
