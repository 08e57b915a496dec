using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Commands.Admin;

public sealed class AdminAuditCommandTests(TestNode node) : IClassFixture<TestNode>
{
    [Fact]
    public async Task The_command_line_shows_the_audit_log()
    {
        await node.Api.DeleteAsync("/v2/jobs/88001");

        var shown = await RunAsync("admin", "audit", "--count", "1000");
        Assert.True(shown.ExitCode == 0, $"{shown}");
        Assert.Contains(shown.Lines, line => line.Contains("JOB_DELETED", StringComparison.Ordinal) && line.Contains("id=88001", StringComparison.Ordinal)
            && line.Contains($"admin {node.Host.NewToken!.AccessKey} 127.0.0.1", StringComparison.Ordinal));
        Assert.Single((await RunAsync("admin", "audit", "--count", "1")).Lines);
        Assert.Contains("\"eventID\":\"NODE_STARTED\"", (await RunAsync("admin", "audit", "--json", "--count", "1000")).Out, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("admin", "audit", "--count", "0")).ExitCode);
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(
        new Dictionary<string, string> { ["NODE_API_KEY"] = node.Host.NewToken!.AccessKey, ["NODE_API_SECRET"] = node.Host.NewToken.Secret },
        [.. arguments, "--node", node.Url.AbsoluteUri]);
}
