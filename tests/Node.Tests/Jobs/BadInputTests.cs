using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Node.Composition;
using Node.Http;
using Node.Testing.Postgres;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Jobs;

/// <summary>What a caller or a server may send: each comes to a named error in the run, and the node goes on.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private const string Parse = """parse [type=jsonparse path="v" data="$(jobRun.requestBody)"]""";

    private Outside? _outside;
    private TestNode? _node;

    /// <summary>What the server on loopback answers.</summary>
    private RequestDelegate Answer { get; set; } = _ => Task.CompletedTask;

    private TestNode Node => _node!;

    public async ValueTask InitializeAsync()
    {
        _outside = await Outside.StartAsync(context => Answer(context));
        _node = await TestNode.StartNewAsync(options => With(options, _outside.Host));
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await _outside!.DisposeAsync();
    }

    [Fact]
    public async Task A_JSON_bomb_is_a_named_error()
    {
        var body = string.Concat(Enumerable.Repeat("{\"v\":", 10_000)) + "1" + new string('}', 10_000);

        await ErrsAsync(Parse, body, "parse", "DepthMax");
        await ErrsAsync(Parse, new string('[', 100_000), "parse", "DepthMax");
    }

    [Fact]
    public async Task JSON_of_the_greatest_depth_that_is_accepted_passes_through_record_and_API()
    {
        var value = new string('[', 63) + "1" + new string(']', 63);

        var run = await RunAsync(Parse, $$"""{"v": {{value}}}""");

        Assert.Equal("completed", run.Attributes["state"]!.GetValue<string>());
        Assert.Equal(value, run.Attributes["outputs"]![0]!.GetValue<string>());
        await ErrsAsync(Parse, $$"""{"v": [{{value}}]}""", "parse", "DepthMax");
    }

    [Fact]
    public async Task A_CBOR_bomb_is_a_named_error()
    {
        const string Decode = """
            hex [type=jsonparse path="v" data="$(jobRun.requestBody)"]
            parse [type=cborparse data="$(hex)" mode=standard]
            hex -> parse
            """;
        var deep = string.Concat(Enumerable.Repeat("81", 10_000)) + "01";
        var claimsMany = "9bffffffffffffffff";
        var claimsLong = "5b7fffffffffffffff";

        await ErrsAsync(Decode, $$"""{"v": "0x{{deep}}"}""", "parse", "CborDepthMax");
        await ErrsAsync(Decode, $$"""{"v": "0x{{claimsMany}}"}""", "parse", "CBOR");
        await ErrsAsync(Decode, $$"""{"v": "0x{{claimsLong}}"}""", "parse", "CBOR");
        await ErrsAsync(Decode, $$"""{"v": "0x{{new string('0', 2 * 17 * 1024)}}"}""", "parse", "CborBytesMax");
    }

    [Fact]
    public async Task A_number_of_a_million_digits_is_a_named_error()
    {
        var digits = new string('9', 1_000_000);

        await ErrsAsync(Parse, $$"""{"v": {{digits}}}""", "parse", "digits");
        await ErrsAsync("mul [type=multiply input=\"$(jobRun.requestBody)\" times=10]", digits, "mul", "digits");
        await ErrsAsync("mul [type=multiply input=\"$(jobRun.requestBody)\" times=10]", "1e1000000000", "mul", "");
    }

    [Fact]
    public async Task A_body_over_the_limit_is_a_named_error_and_no_more_than_the_limit_is_read()
    {
        await using var endless = new EndlessServer();
        await using var node = await TestNode.StartNewAsync(options => With(options, endless.Host));

        await ErrsAsync($"""get [type=http method=GET url="http://{endless.Host}/"]""", "{}", "get", "32768", node);

        // Beyond the limit only what the buffers of two sockets hold.
        Assert.True(endless.Taken < 16 << 20, $"the node took {endless.Taken} bytes");
    }

    [Theory]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::1]:1/")]
    [InlineData("http://127.0.0.1:1/")]
    [InlineData("http://localhost:1/")]
    [InlineData("http://2130706433:1/")]
    public async Task A_redirect_to_a_private_address_is_a_named_error(string target)
    {
        Answer = context =>
        {
            context.Response.Redirect(target);
            return Task.CompletedTask;
        };

        await ErrsAsync(Http(), "{}", "get", "");

        Assert.Equal(1, _outside!.Requests);
    }

    [Fact]
    public async Task A_redirect_to_an_allowed_host_is_followed_and_one_in_a_circle_is_not()
    {
        Answer = async context =>
        {
            if (context.Request.Path == "/end")
            {
                await context.Response.Body.WriteAsync("\"arrived\""u8.ToArray());
                return;
            }

            context.Response.Redirect(context.Request.Path == "/circle" ? "/circle" : "/end");
        };

        var arrived = await RunAsync(Http("start"), "{}");
        Assert.Equal("\"arrived\"", arrived.Attributes["outputs"]![0]!.GetValue<string>());
        await ErrsAsync(Http("circle"), "{}", "get", "redirect");
    }

    [Fact]
    public async Task Only_the_allowed_host_is_reached()
    {
        Answer = context => context.Response.Body.WriteAsync("42"u8.ToArray()).AsTask();
        await using var other = await Outside.StartAsync(context => context.Response.Body.WriteAsync("43"u8.ToArray()).AsTask());

        Assert.Equal("42", (await RunAsync(Http(), "{}")).Attributes["outputs"]![0]!.GetValue<string>());
        await ErrsAsync($"""get [type=http method=GET url="{other.Url}"]""", "{}", "get", "");
        await ErrsAsync("""get [type=http method=GET url="$(jobRun.requestBody)"]""", other.Url.ToString(), "get", "");
        await ErrsAsync($"""get [type=http method=GET url="{other.Url}" allowUnrestrictedNetworkAccess=true]""", "{}", "get", "");
        await ErrsAsync("""get [type=http method=GET url="$(jobRun.requestBody)"]""", "file:///etc/passwd", "get", "");

        Assert.Equal(0, other.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Strange_text_is_kept_as_it_came_on_both_engines(bool onPostgres)
    {
        const string Strange = "\u0000\u0001 \u202e ' \" \\ $(x) \ud83d\ude00 \ufffd";
        var database = onPostgres ? await PostgresServer.CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken) : null;
        try
        {
            await using var node = await TestNode.StartNewAsync(options => database is null ? options : options with
            {
                Database = new DatabaseOptions { Url = new(database.Url) },
            });
            var created = await node.Api.CreateJobAsync(WebhookJobs.Spec("echo [type=memo value=\"$(jobRun.requestBody)\"]"));

            var run = await node.Api.PostAsync($"/v2/jobs/{created.Data["id"]}/runs", Strange);

            Assert.True(run.Status == HttpStatusCode.OK, $"{run}");
            Assert.Equal("completed", run.Attributes["state"]!.GetValue<string>());
            Assert.Equal(Strange, run.Attributes["inputs"]!["jobRun"]!["requestBody"]!.GetValue<string>());
            Assert.Equal(Strange, run.Attributes["outputs"]![0]!.GetValue<string>());
        }
        finally
        {
            if (database is not null)
            {
                await database.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task A_large_value_does_not_keep_a_run_from_being_shown()
    {
        var text = new string('x', 900_000);

        var run = await RunAsync(Parse, $$"""{"v": "{{text}}"}""");

        Assert.Equal("completed", run.Attributes["state"]!.GetValue<string>());
        Assert.StartsWith("xxxx", run.Attributes["outputs"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static NodeOptions With(NodeOptions options, string host) => options with
    {
        Http = new HttpOptions { Port = 0, BodyBytesMax = 2 * 1024 * 1024 },
        OutboundHttp = new() { AllowedHosts = [new() { Host = host, Jobs = ["*"] }] },
    };

    private string Http(string path = "") => $"""get [type=http method=GET url="{_outside!.Url}{path}"]""";

    private async Task<ApiAnswer> RunAsync(string pipeline, string body, TestNode? node = null)
    {
        node ??= Node;
        var created = await node.Api.CreateJobAsync(WebhookJobs.Spec(pipeline));
        Assert.True(created.Status == HttpStatusCode.OK, $"{created}");
        var run = await node.Api.PostAsync($"/v2/jobs/{created.Data["id"]}/runs", body);
        Assert.True(run.Status == HttpStatusCode.OK, $"{run}");
        Assert.NotNull(run.Attributes["finishedAt"]);
        return run;
    }

    /// <summary>The run ends with an error of a task, which names what matters and is short, and the node stays ready.</summary>
    private async Task ErrsAsync(string pipeline, string body, string task, string named, TestNode? node = null)
    {
        node ??= Node;
        var run = await RunAsync(pipeline, body, node);

        Assert.Equal("errored", run.Attributes["state"]!.GetValue<string>());
        var error = run.Attributes["taskRuns"]!.AsArray().Single(entry => entry!["dotId"]!.GetValue<string>() == task)!["error"]?.GetValue<string>();
        Assert.False(string.IsNullOrWhiteSpace(error), $"{task} has no error");
        Assert.Contains(named, error, StringComparison.OrdinalIgnoreCase);
        Assert.True(Encoding.UTF8.GetByteCount(error) < 1000, $"the error has {error.Length} characters: {error}");
        Assert.Equal(HttpStatusCode.OK, (await node.Nobody.GetAsync("/ready")).Status);
        Assert.Equal(HttpStatusCode.OK, (await node.Nobody.GetAsync("/health")).Status);
    }
}
