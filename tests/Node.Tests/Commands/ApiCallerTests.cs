using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Node.Commands;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Commands;

/// <summary>What commands do with a node that is none, or that means harm.</summary>
public sealed class ApiCallerTests
{
    private static readonly Dictionary<string, string> Token = new() { ["NODE_API_KEY"] = "key", ["NODE_API_SECRET"] = "secret" };

    [Theory]
    [InlineData("jobs", "list")]
    [InlineData("bridges", "list")]
    [InlineData("initiators", "list")]
    [InlineData("runs", "list")]
    [InlineData("jobs", "show", "1")]
    [InlineData("admin", "profile", "--seconds", "1")]
    public async Task Credentials_follow_no_redirect(params string[] arguments)
    {
        await using var thief = await Outside.StartAsync(context => context.Response.WriteAsync("{\"data\": []}"));
        await using var node = await Outside.StartAsync(context =>
        {
            context.Response.Redirect(thief.Url.AbsoluteUri);
            return Task.CompletedTask;
        });

        var run = await CommandRun.OfAsync(Token, [.. arguments, "--node", node.Url.AbsoluteUri]);

        Assert.Equal((1, 0), (run.ExitCode, thief.Requests));
        Assert.Contains("302", run.Error, StringComparison.Ordinal);
        Assert.Contains("--node", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jobs")]
    [InlineData("bridges")]
    [InlineData("runs")]
    public async Task The_next_page_of_a_list_is_never_asked_of_another_host(string what)
    {
        await using var thief = await Outside.StartAsync(context => context.Response.WriteAsync("{\"data\": []}"));
        foreach (var next in new[] { thief.Url.AbsoluteUri, $"//{thief.Host}/v2/jobs", $"/\\\\{thief.Host}/v2/jobs" })
        {
            await using var node = await Outside.StartAsync(context => context.Response.WriteAsync($$"""{"data": [], "links": {"next": "{{next}}"} }"""));
            await CommandRun.OfAsync(Token, what, "list", "--json", "--node", node.Url.AbsoluteUri);
        }

        Assert.Equal(0, thief.Requests);
    }

    [Theory]
    [InlineData("jobs", "/v2/jobs")]
    [InlineData("bridges", "/v2/bridge_types")]
    [InlineData("initiators", "/v2/external_initiators")]
    public async Task A_list_is_read_to_its_end(string what, string path)
    {
        await using var node = await Outside.StartAsync(context => context.Response.WriteAsync(PageOf(context.Request, path, pages: 3)));

        var run = await CommandRun.OfAsync(Token, what, "list", "--json", "--node", node.Url.AbsoluteUri);

        Assert.Equal(["1", "2", "3"], JsonNode.Parse(run.Out)!["data"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_list_without_an_end_is_given_up()
    {
        await using var node = await Outside.StartAsync(context => context.Response.WriteAsync(PageOf(context.Request, "/v2/jobs", int.MaxValue)));

        var run = await CommandRun.OfAsync(Token, "jobs", "list", "--node", node.Url.AbsoluteUri);

        Assert.Equal((1, ApiCaller.PagesMax), (run.ExitCode, node.Requests));
        Assert.Contains("PagesMax", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_adapter_says_gives_the_terminal_no_orders()
    {
        await using var node = await Outside.StartAsync(context => context.Response.WriteAsync(
            """{"data": {"id": "x", "attributes": {"ms": 1, "status": 200, "response": "\u001b[2Jgone\u202e", "name": "x", "url": "http://a/"}}}"""));

        var run = await CommandRun.OfAsync(Token, "bridges", "test", "x", "--node", node.Url.AbsoluteUri);

        Assert.Contains("\\u001b[2Jgone\\u202e", run.Out, StringComparison.Ordinal);
        await using var refusing = await Outside.StartAsync(context =>
        {
            context.Response.StatusCode = 422;
            return context.Response.WriteAsync("""{"errors": [{"detail": "no\u001b[31m"}]}""");
        });
        var refused = await CommandRun.OfAsync(Token, "bridges", "test", "x", "--node", refusing.Url.AbsoluteUri);
        Assert.Contains("no\\u001b[31m", refused.Error, StringComparison.Ordinal);
    }

    private static string PageOf(HttpRequest request, string path, int pages)
    {
        var page = int.Parse(request.Query["page"].FirstOrDefault() ?? "1", CultureInfo.InvariantCulture);
        var answer = new JsonObject { ["data"] = new JsonArray(new JsonObject { ["id"] = page.ToString(CultureInfo.InvariantCulture), ["attributes"] = new JsonObject() }) };
        if (page < pages)
        {
            answer["links"] = new JsonObject { ["next"] = $"{path}?page={page + 1}" };
        }

        return answer.ToJsonString();
    }
}
