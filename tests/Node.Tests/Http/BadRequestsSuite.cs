using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Node.Composition;
using Node.Core.Config;
using Node.Core.Storage;
using Node.Testing.Postgres;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Http;

/// <summary>Whatever is sent to whichever route, the answer says what is wrong with it; it is never the node's fault.</summary>
public abstract class BadRequestsSuite(EngineKind engine) : IAsyncLifetime
{
    private static readonly string[] Ids =
    [
        "0", "-1", "99999999999999999999", "1.5", "%00", "%ed%a0%80", "%ff", "%2e%2e", "x%2fy", "%F0%9F%92%A5", "00000000-0000-0000-0000-000000000000", new('a', 3000),
    ];

    private static readonly string[] Queries =
    [
        "page=0", "page=99999999999", "size=-1", "cursor=%00", "cursor=9223372036854775808", "state=%ff", "from=0001-01-01", "to=9999-12-31T23:59:59.9999999Z",
        "from=%ed%a0%80", "job=%00", "key=%00", "key=%ed%a0%80", "trigger=%00", "trigger=%F0%9F%92%A5", "hard=maybe", "force=maybe", "wait=-1s", "wait=1", "evmChainID=x",
        "evmChainID=99999999999999999999999999", "oldpassword=%ff", "newpassword=", "token=%00",
    ];

    private static readonly byte[][] Bodies =
    [
        .. new[]
        {
            "", " ", "null", "1", "\"x\"", "[]", "{", "{}", "{\"a\":1}{", "{\"\\ud800\":1}", "{\"a\":1,\"a\":2}", "\u0000",
            "{\"toml\":null}", "{\"toml\":1}", "{\"toml\":\"\"}", "{\"toml\":\"{\"}", "{\"toml\":\"\\u0000\"}", "{\"toml\":\"name = \\\"\\\\ud800\\\"\"}",
            "{\"toml\":\"type=\\\"webhook\\\"\\nschemaVersion=1\\nname=\\\"a\\\\u0000b\\\"\\nobservationSource=\\\"a [type=memo value=1]\\\"\"}",
            "{\"toml\":\"{\\\"name\\\":\\\"\\\\u0000\\\",\\\"initiators\\\":[{\\\"type\\\":\\\"web\\\"}],\\\"tasks\\\":[{\\\"type\\\":\\\"copy\\\",\\\"params\\\":{\\\"copyPath\\\":\\\"\\\\u0000\\\"}}]}\"}",
            "{\"toml\":\"\\ufeff{\\\"initiators\\\":null,\\\"tasks\\\":{}}\"}",
            "{\"specs\":null}", "{\"specs\":[null]}", "{\"specs\":[{\"name\":\"\\ud800\",\"toml\":\"x\"}]}", "{\"specs\":[],\"dryRun\":1}", "{\"to\":1e400}", "{\"to\":-1}",
            "{\"name\":\"\\ud800\",\"url\":\"http://a/\"}", "{\"name\":\"x\",\"url\":\"http://\\u0000/\"}", "{\"name\":\"x\",\"url\":\"http://[::/\"}",
            "{\"name\":\"x\",\"url\":\"http://a.invalid:6688/\",\"confirmations\":1e99}", "{\"name\":\"x\",\"url\":\"http://a/\",\"timeout\":\"9999999h\"}",
            "{\"name\":\"x\",\"url\":\"http://a/\",\"headers\":{\"\\u0000\":\"x\",\"a\":\"\\ud800\"}}", "{\"name\":\"x\",\"url\":\"http://a/\",\"headers\":{\"A b\":\"\\r\\n\"}}",
            "{\"data\":{\"a\":1e99999}}", "{\"data\":{\"\\ud800\":\"\\udfff\"}}", "{\"value\":\"\\ud800\"}", "{\"error\":\"\\ud800\"}", "{\"password\":\"\\ud800\"}",
            "{\"password\":\"p\",\"key\":null}", "{\"password\":\"p\",\"key\":{\"publicKey\":\"\\ud800\"}}",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff, 0xfe, 0x00], [.. "{\"toml\":\""u8, 0xed, 0xa0, 0x80, .. "\"}"u8], [.. "{\"a\":"u8, .. Enumerable.Repeat((byte)'[', 30_000)],
    ];

    private readonly HttpClient _http = new();
    private PostgresDatabase? _postgres;
    private TestNode? _node;

    private TestNode Node => _node!;

    public async ValueTask InitializeAsync()
    {
        _postgres = engine == EngineKind.Postgres ? await PostgresServer.CreateDatabaseAsync() : null;
        _node = await TestNode.StartNewAsync(options => _postgres is null ? options : options with { Database = new DatabaseOptions { Url = new Secret(_postgres.Url) } });
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _http.Dispose();
        await Node.DisposeAsync();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }

    private IEnumerable<(string Method, string Path)> Routes => Node.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => !endpoint.RoutePattern.RawText!.Contains("/debug/pprof", StringComparison.Ordinal)) // each call takes its time
        .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => (method, endpoint.RoutePattern.RawText!)));

    [Fact]
    public async Task No_id_in_a_path_and_no_query_is_the_node_s_fault()
    {
        var failed = new List<string>();
        foreach (var (method, path) in Routes)
        {
            foreach (var id in path.Contains('{', StringComparison.Ordinal) ? Ids : [])
            {
                failed.AddRange(await SendAsync(method, With(path, id), method == "GET" ? null : "{}"u8.ToArray()));
            }

            foreach (var query in Queries)
            {
                failed.AddRange(await SendAsync(method, $"{With(path, "1")}?{query}", method == "GET" ? null : "{}"u8.ToArray()));
            }
        }

        Assert.True(failed.Count == 0, string.Join('\n', failed));
    }

    [Fact]
    public async Task No_body_is_the_node_s_fault()
    {
        var job = (await Node.Api.CreateJobAsync(WebhookJobs.Spec("a [type=memo value=1]"))).Data["id"]!.GetValue<string>();
        await Node.Api.PostAsync("/v2/bridge_types", new JsonObject { ["name"] = "there", ["url"] = "http://a.invalid/" }.ToJsonString());
        var failed = new List<string>();
        foreach (var (method, path) in Routes.Where(route => route.Method is not ("GET" or "DELETE")))
        {
            foreach (var body in Bodies)
            {
                failed.AddRange(await SendAsync(method, With(path, path.Contains("bridge", StringComparison.Ordinal) ? "there" : job), body));
            }
        }

        Assert.True(failed.Count == 0, string.Join('\n', failed));
    }

    private static string With(string path, string id) =>
        string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? part.StartsWith("{run", StringComparison.Ordinal) && id.Length > 1000 ? "1" : id : part));

    private async Task<IEnumerable<string>> SendAsync(string method, string path, byte[]? body)
    {
        var token = Node.Host.NewToken!;
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Node.Url, path));
        request.Headers.Add("X-API-KEY", token.AccessKey);
        request.Headers.Add("X-API-SECRET", token.Secret);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var isExplained = (int)response.StatusCode < 400 || text.Length == 0
            || (JsonNode.Parse(text)!["errors"] is JsonArray { Count: > 0 } errors && errors.All(error => error!["detail"]!.GetValue<string>().Length is > 0 and < 2000));
        return response.StatusCode < HttpStatusCode.InternalServerError && isExplained
            ? []
            : [$"{method} {path[..Math.Min(path.Length, 100)]} {Encoding.UTF8.GetString(body ?? [])[..Math.Min(body?.Length ?? 0, 80)]}: {(int)response.StatusCode} {text}"];
    }
}
