using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Node.Tests.Nodes;

/// <summary>Calls a node and gives every answer back, good or bad.</summary>
public sealed class TestApi : IDisposable
{
    private readonly HttpClient _http;

    public TestApi(Uri url, string? key = null, string? secret = null)
    {
        _http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(60) };
        if (key is not null)
        {
            _http.DefaultRequestHeaders.Add("X-API-KEY", key);
            _http.DefaultRequestHeaders.Add("X-API-SECRET", secret);
        }
    }

    /// <summary>Whether an answer 503, which asks to try again, is thrown as one that did not come. Default, false: it is an answer like others.</summary>
    public bool ThrowsWhenUnavailable { get; init; }

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<ApiAnswer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <summary>Sends a body as it is.</summary>
    public Task<ApiAnswer> PostAsync(string path, string body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body, headers);

    /// <summary>Creates a job.</summary>
    public Task<ApiAnswer> CreateJobAsync(string toml) => PostAsync("/v2/jobs", new JsonObject { ["toml"] = toml }.ToJsonString());

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = new ApiAnswer(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType ?? "",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return ThrowsWhenUnavailable && answer.Status == HttpStatusCode.ServiceUnavailable ? throw new HttpRequestException(answer.ToString()) : answer;
    }

    public void Dispose() => _http.Dispose();
}
