using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Node.Core.Text;
using Node.Http.Auth;

namespace Node.Commands;

/// <summary>Calls the API of a running node. The token comes from the environment or a file, never from the arguments, which every user of the machine can read.</summary>
internal sealed class ApiCaller : IDisposable
{
    private const string KeyVariable = "NODE_API_KEY";
    private const string SecretVariable = "NODE_API_SECRET";

    /// <summary>How many pages of a list are read; each has as many as the node gives at once.</summary>
    public const int PagesMax = 100;

    /// <summary>How much is shown of a text that the node passes on, in UTF-16 code units.</summary>
    public const int TextCharsMax = 4000;

    private readonly HttpClient _http;

    private ApiCaller(Uri node, string key, string secret)
    {
        // Whoever answers must not send the credentials elsewhere.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = node, Timeout = TimeSpan.FromSeconds(60) };
        _http.DefaultRequestHeaders.Add(AuthMiddleware.KeyHeader, key);
        _http.DefaultRequestHeaders.Add(AuthMiddleware.SecretHeader, secret);
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    /// <summary>Where the node is.</summary>
    public static Option<Uri> NodeOption { get; } = new("--node")
    {
        Description = "the node's address",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:6688"),
        CustomParser = ReadUrl,
    };

    /// <summary>A caller with the token of the environment, or null after a message.</summary>
    public static async Task<ApiCaller?> CreateAsync(ParseResult parsed, Terminal terminal)
    {
        if (terminal.Environment.TryGetValue(KeyVariable, out var key) && terminal.Environment.TryGetValue(SecretVariable, out var secret))
        {
            return new ApiCaller(parsed.GetRequiredValue(NodeOption), key, secret);
        }

        await terminal.Error.WriteLineAsync($"set {KeyVariable} and {SecretVariable} to the API token that the node printed at its first start");
        return null;
    }

    /// <summary>Sends a request; prints what the node says when it refuses.</summary>
    /// <returns>The document, or null when the node refused or did not answer.</returns>
    public async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonObject? body, Terminal terminal, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, Below(path));
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            var document = text.Length == 0 ? new JsonObject() : JsonNode.Parse(text);
            if (response.IsSuccessStatusCode && document is JsonObject)
            {
                return document;
            }

            foreach (var error in (document as JsonObject)?["errors"] as JsonArray ?? [])
            {
                await terminal.Error.WriteLineAsync(Untrusted.Show(error?["detail"]?.ToString(), TextCharsMax));
            }

            await terminal.Error.WriteLineAsync(response.IsSuccessStatusCode
                ? $"{_http.BaseAddress} did not answer with a document. Is it a node?"
                : RefusalOf(response));
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await terminal.Error.WriteLineAsync($"no answer from {_http.BaseAddress} within {_http.Timeout.TotalSeconds:0} seconds");
        }
        catch (HttpRequestException e)
        {
            await terminal.Error.WriteLineAsync($"no answer from {_http.BaseAddress}: {e.Message}. Is the node running there?");
        }
        catch (JsonException)
        {
            await terminal.Error.WriteLineAsync($"{_http.BaseAddress} did not answer with JSON. Is it a node?");
        }

        return null;
    }

    /// <summary>Reads a list to its end, page by page; prints what the node says when it refuses.</summary>
    /// <returns>One document with all of it, or null when the node refused, did not answer, or has more than <see cref="PagesMax"/> pages.</returns>
    public async Task<JsonObject?> ListAsync(string path, Terminal terminal, CancellationToken cancellationToken)
    {
        var all = new JsonArray();
        for (var pages = 0; pages < PagesMax; pages++)
        {
            var answer = await SendAsync(HttpMethod.Get, path, null, terminal, cancellationToken);
            if (answer?["data"] is not JsonArray page)
            {
                return null;
            }

            foreach (var item in page)
            {
                all.Add(item?.DeepClone());
            }

            if (answer["links"]?["next"] is not JsonValue next)
            {
                return new JsonObject { ["data"] = all, ["meta"] = new JsonObject { ["count"] = all.Count } };
            }

            path = next.ToString();
            if (!IsBelow(path))
            {
                await terminal.Error.WriteLineAsync($"{_http.BaseAddress} says that its list goes on somewhere else. Is it a node?");
                return null;
            }
        }

        await terminal.Error.WriteLineAsync($"the list of {_http.BaseAddress} has more than {PagesMax} pages (PagesMax)");
        return null;
    }

    /// <summary>Asks for a file; prints what the node says when it refuses.</summary>
    /// <returns>The file, or null when the node refused or did not answer.</returns>
    public async Task<byte[]?> DownloadAsync(string path, TimeSpan timeout, Terminal terminal, CancellationToken cancellationToken)
    {
        _http.Timeout = timeout;
        try
        {
            using var response = await _http.GetAsync(Below(path), cancellationToken);
            var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return content;
            }

            await terminal.Error.WriteLineAsync($"{RefusalOf(response)}: {Untrusted.Show(Encoding.UTF8.GetString(content))}");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await terminal.Error.WriteLineAsync($"no answer from {_http.BaseAddress} within {_http.Timeout.TotalSeconds:0} seconds");
        }
        catch (HttpRequestException e)
        {
            await terminal.Error.WriteLineAsync($"no answer from {_http.BaseAddress}: {e.Message}. Is the node running there?");
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Whether a path, as the node gave it, leads to the node itself.</summary>
    public static bool IsBelow(string path) => path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal);

    // With the credentials goes a request to the node that was named, and nowhere else.
    private static Uri Below(string path) =>
        IsBelow(path) ? new Uri(path, UriKind.Relative) : throw new ArgumentException($"{Untrusted.Show(path)} is no path of the node", nameof(path));

    private static string RefusalOf(HttpResponseMessage response) => (int)response.StatusCode is >= 300 and < 400
        ? $"the node answered {(int)response.StatusCode} and points to {Untrusted.Show(response.Headers.Location?.ToString())}; nothing was sent there. Name the right address with --node"
        : $"the node answered {(int)response.StatusCode}";

    private static Uri? ReadUrl(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return url;
        }

        result.AddError("--node is not an http or https URL, e.g. http://127.0.0.1:6688");
        return null;
    }
}
