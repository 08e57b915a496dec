using System.Net;
using System.Text.Json.Nodes;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Logging;

/// <summary>The log of the real program, which is made to say a path that means harm.</summary>
public sealed class LogGuardOnNodeTests
{
    private const string Forged = "12:00:00.000 FTL [4100] Node: all keys are gone";

    [Theory]
    [InlineData("Text")]
    [InlineData("Json")]
    public async Task A_path_with_line_breaks_and_orders_is_shown_in_one_line(string format)
    {
        using var folder = new TestFolder();
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, $"a\r\n{Forged}\e[2J\u202eb")).FullName;
        await using var node = NodeProgram.Start(
            folder.Path, new Dictionary<string, string> { ["Database__Url"] = $"sqlite:{data}/node.db", ["Log__Format"] = format });

        await node.UntilAsync("/ready", HttpStatusCode.OK);
        Assert.Equal(0, await node.StopAsync());

        var line = Assert.Single(node.Error, line => line.Contains("all keys are gone", StringComparison.Ordinal));
        var said = format == "Json" ? JsonNode.Parse(line)!["@m"]!.GetValue<string>() : line;
        Assert.Contains("\\u001b[2J\\u202eb", said, StringComparison.Ordinal);
        Assert.DoesNotContain(node.Error, line => line.Length == 0 || line.StartsWith("12:00:00.000 FTL", StringComparison.Ordinal));
        if (format == "Json")
        {
            Assert.All(node.Error, line => Assert.NotNull(JsonNode.Parse(line)!["@m"]));
        }
    }

    [Fact]
    public async Task What_stops_a_start_is_said_in_one_line_without_orders()
    {
        using var folder = new TestFolder();
        await using var node = NodeProgram.Start(
            folder.Path, new Dictionary<string, string> { ["Keystore__PasswordFile"] = folder.File("no\e[2J\u202ewhere") });

        Assert.Equal(1, await node.EndAsync());

        Assert.Contains("\\u001b[2J\\u202ewhere", node.Error[^1], StringComparison.Ordinal);
        Assert.All(node.Error, line => Assert.DoesNotContain('\e', line));
    }
}
