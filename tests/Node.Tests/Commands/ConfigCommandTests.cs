using System.Text.Json.Nodes;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Commands;

public sealed class ConfigCommandTests
{
    private static readonly Dictionary<string, string> Good = new()
    {
        ["NODE_Http__Port"] = "7000",
        ["NODE_Chains__0__ChainId"] = "31337",
        ["NODE_Chains__0__RpcUrls__0"] = "https://user:hunter2hunter2@rpc.example/key-hunter2",
        ["NODE_Database__Url"] = "postgres://node:hunter2hunter2@db.example/node",
    };

    [Fact]
    public async Task Rendering_shows_what_holds_and_no_secret()
    {
        var run = await CommandRun.OfAsync(Good, "config", "render");

        Assert.True(run.ExitCode == 0, $"{run}");
        Assert.Contains("7000", run.Out, StringComparison.Ordinal);
        Assert.Contains("31337", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Out, StringComparison.Ordinal);
        Assert.Contains("StopGrace", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_on_the_command_line_win_over_the_environment_and_the_environment_over_a_file()
    {
        using var folder = new TestFolder();
        var file = folder.Write("node.json", """{"Http": {"Port": 7001, "Address": "0.0.0.0"}, "Runs": {"ConcurrentMax": 9}}""");

        var run = await CommandRun.OfAsync(Good, "config", "render", "--config", file, "--Runs.ConcurrentMax=10");

        Assert.True(run.ExitCode == 0, $"{run}");
        Assert.Contains("7000", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("7001", run.Out, StringComparison.Ordinal);
        Assert.Contains("0.0.0.0", run.Out, StringComparison.Ordinal);
        Assert.Matches(@"""?ConcurrentMax""?\s*[:=]\s*10\b", run.Out);
    }

    [Fact]
    public async Task Checking_says_yes_or_everything_that_is_wrong()
    {
        var good = await CommandRun.OfAsync(Good, "config", "check");
        Assert.True(good.ExitCode == 0, $"{good}");
        Assert.Equal("the configuration is good", good.Out.Trim());

        var bad = await CommandRun.OfAsync(
            new Dictionary<string, string>(Good) { ["NODE_Http__Port"] = "70000", ["NODE_Htp__Port"] = "1" }, "config", "check", "--Runs.StopGrace=-1s");
        Assert.Equal(1, bad.ExitCode);
        Assert.Empty(bad.Out);
        var json = await CommandRun.OfAsync(new Dictionary<string, string>(Good) { ["NODE_Http__Port"] = "70000" }, "config", "check", "--json");
        Assert.Equal(1, json.ExitCode);
        Assert.Equal("Http:Port", JsonNode.Parse(json.Out)!["faults"]![0]!["key"]!.GetValue<string>());
        Assert.True(JsonNode.Parse((await CommandRun.OfAsync(Good, "config", "check", "--json")).Out)!["good"]!.GetValue<bool>());
        Assert.Contains("3 faults", bad.Error, StringComparison.Ordinal);
        Assert.Contains("Http:Port", bad.Error, StringComparison.Ordinal);
        Assert.Contains("Htp", bad.Error, StringComparison.Ordinal);
        Assert.Contains("Runs:StopGrace", bad.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_named_must_be_there()
    {
        var run = await CommandRun.OfAsync("config", "check", "--config", "/nowhere/node.json");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("/nowhere/node.json", run.Error, StringComparison.Ordinal);
    }
}
