using System.Text.Json.Nodes;
using DevChain.Processes;
using Microsoft.AspNetCore.Http;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Commands.Bridges;

/// <summary>The commands for bridges against a running node.</summary>
public sealed class BridgesCommandTests(TestNode node) : IClassFixture<TestNode>
{
    [Fact]
    public async Task A_bridge_is_kept_from_the_command_line()
    {
        await using var adapter = await Outside.StartAsync(context => context.Response.WriteAsync(context.Request.Headers["X-Key"].ToString()));
        using var folder = new TestFolder();
        var headers = Path.Combine(folder.Path, "headers.json");
        await File.WriteAllTextAsync(headers, """{"X-Key": "from-file"}""", TestContext.Current.CancellationToken);
        var data = Path.Combine(folder.Path, "data.json");
        await File.WriteAllTextAsync(data, "{}", TestContext.Current.CancellationToken);

        var created = await RunAsync("bridges", "create", "prices", adapter.Url.AbsoluteUri, "--headers", headers, "--timeout", "3s", "--min-payment", "5", "--confirmations", "2");
        Assert.True(created.ExitCode == 0, created.ToString());
        Assert.Contains("incoming token: ", created.Out, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("bridges", "create", "prices", "http://a/")).ExitCode);
        Assert.Contains(adapter.Url.AbsoluteUri, (await RunAsync("bridges", "list")).Out, StringComparison.Ordinal);

        var test = await RunAsync("bridges", "test", "prices", "--data", data);
        Assert.True(test.ExitCode == 0, test.ToString());
        Assert.Contains("from-file", test.Out, StringComparison.Ordinal);
        var shown = await RunAsync("bridges", "show", "prices");
        Assert.Contains("requests 1, errors 0", shown.Out, StringComparison.Ordinal);
        Assert.Contains("timeout 3s", shown.Out, StringComparison.Ordinal);
        var json = JsonNode.Parse((await RunAsync("bridges", "show", "prices", "--json")).Out)!;
        Assert.Equal(("prices", 1), (json["data"]!["id"]!.GetValue<string>(), json["stats"]!["requests"]!.GetValue<int>()));

        var gone = FreePort.Next();
        Assert.Equal(0, (await RunAsync("bridges", "update", "prices", $"http://127.0.0.1:{gone}/")).ExitCode);
        var failed = await RunAsync("bridges", "test", "prices");
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("no answer after", failed.Out, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("bridges", "delete", "prices", "--json")).ExitCode);
        var missing = await RunAsync("bridges", "show", "prices");
        Assert.Equal((1, true), (missing.ExitCode, missing.Error.Contains("bridge not found", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("no")]
    [InlineData(null)]
    public async Task A_file_of_headers_that_is_none_is_named(string? text)
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "headers.json");
        if (text is not null)
        {
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        }

        var run = await RunAsync("bridges", "create", "x", "http://a/", "--headers", file);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("headers.json", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_use_is_code_2()
    {
        Assert.Equal(2, (await CommandRun.OfAsync("bridges", "list")).ExitCode);
        Assert.Equal(2, (await RunAsync("bridges", "create", "x")).ExitCode);
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(
        new Dictionary<string, string> { ["NODE_API_KEY"] = node.Host.NewToken!.AccessKey, ["NODE_API_SECRET"] = node.Host.NewToken!.Secret }, [.. arguments, "--node", node.Url.AbsoluteUri]);
}
