using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Commands;

public sealed class ConfigLogLevelCommandTests(TestNode node) : IClassFixture<TestNode>
{
    [Fact]
    public async Task The_command_line_says_and_sets_it()
    {
        var set = await RunAsync("config", "loglevel", "warn");
        Assert.True(set.ExitCode == 0, $"{set}");
        Assert.Equal("warn (configured: error)", set.Out.Trim());
        Assert.Equal("warn (configured: error)", (await RunAsync("config", "loglevel")).Out.Trim());
        Assert.Contains("\"logLevel\":[\"warn\",\"false\"]", (await RunAsync("config", "loglevel", "--json")).Out, StringComparison.Ordinal);
        var wrong = await RunAsync("config", "loglevel", "loud");
        Assert.Equal((2, true), (wrong.ExitCode, wrong.Error.Contains("must be one of trace, debug", StringComparison.Ordinal)));
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(
        new Dictionary<string, string> { ["NODE_API_KEY"] = node.Host.NewToken!.AccessKey, ["NODE_API_SECRET"] = node.Host.NewToken.Secret },
        [.. arguments, "--node", node.Url.AbsoluteUri]);
}
