using System.Text.Json.Nodes;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Commands;

/// <summary><c>initiators create|list|destroy</c> against a running node.</summary>
public sealed class InitiatorsCommandsTests(TestNode node) : IClassFixture<TestNode>
{
    private Dictionary<string, string> Token => new()
    {
        ["NODE_API_KEY"] = node.Host.NewToken!.AccessKey,
        ["NODE_API_SECRET"] = node.Host.NewToken!.Secret,
    };

    [Fact]
    public async Task An_initiator_is_created_with_its_credentials_listed_and_destroyed()
    {
        var created = await RunAsync("create", "feed", "https://feed.example/jobs");
        Assert.True(created.ExitCode == 0, $"{created}");
        Assert.Contains("created external initiator feed", created.Lines[0], StringComparison.Ordinal);
        var secret = created.Lines[3].Split(": ")[1];
        Assert.Equal(4, created.Lines.Count(line => line.Contains("X-Chainlink-EA-", StringComparison.Ordinal)));

        var listed = await RunAsync("list");
        Assert.Contains(listed.Lines, line => line.StartsWith("feed ", StringComparison.Ordinal) && line.EndsWith("https://feed.example/jobs", StringComparison.Ordinal));
        Assert.DoesNotContain(secret, listed.Out, StringComparison.Ordinal);
        Assert.Contains("feed", JsonNode.Parse((await RunAsync("list", "--json")).Out)!["data"]!.AsArray().Select(initiator => initiator!["attributes"]!["name"]!.GetValue<string>()));

        Assert.Equal("feed", JsonNode.Parse((await RunAsync("destroy", "feed", "--json")).Out)!["removed"]!.GetValue<string>());
        var again = await RunAsync("destroy", "feed");
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("external initiator not found", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_node_refuses_is_said_and_a_call_without_a_name_is_wrong_use()
    {
        var refused = await RunAsync("create", "a b");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("alphanumeric", refused.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("create")).ExitCode);
        Assert.NotNull(JsonNode.Parse((await RunAsync("create", "json", "--json")).Out)!["data"]!["attributes"]!["outgoingSecret"]);
    }

    private Task<CommandRun> RunAsync(params string[] arguments) =>
        CommandRun.OfAsync(Token, ["initiators", .. arguments, "--node", node.Url.ToString()]);
}
