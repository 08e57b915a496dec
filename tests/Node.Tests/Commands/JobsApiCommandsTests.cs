using System.Text.Json.Nodes;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Commands;

/// <summary><c>jobs create</c> and <c>jobs list</c> against a running node.</summary>
public sealed class JobsApiCommandsTests(TestNode node) : IClassFixture<TestNode>, IDisposable
{
    private readonly TestFolder _folder = new();

    private Dictionary<string, string> Token => new()
    {
        ["NODE_API_KEY"] = node.Host.NewToken!.AccessKey,
        ["NODE_API_SECRET"] = node.Host.NewToken!.Secret,
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_job_is_created_and_listed()
    {
        var id = Guid.NewGuid();
        var file = _folder.Write("job.toml", WebhookJobs.Spec(WebhookJobs.ParseAndMultiply, id));

        var created = await CommandRun.OfAsync(Token, "jobs", "create", file, "--node", node.Url.ToString());
        Assert.True(created.ExitCode == 0, $"{created}");
        Assert.Matches($@"^created job \d+ \({id}\)$", Assert.Single(created.Lines));
        var listed = await CommandRun.OfAsync(Token, "jobs", "list", "--node", node.Url.ToString());

        Assert.Equal(0, listed.ExitCode);
        Assert.Contains("externalJobID", listed.Lines[0], StringComparison.Ordinal);
        Assert.Contains(listed.Lines, line => line.Contains(id.ToString(), StringComparison.Ordinal) && line.Contains("webhook", StringComparison.Ordinal));
        var json = await CommandRun.OfAsync(Token, "jobs", "list", "--json", "--node", node.Url.ToString());
        Assert.Contains(JsonNode.Parse(json.Out)!["data"]!.AsArray(), job => job!["attributes"]!["externalJobID"]!.GetValue<string>() == id.ToString());
    }

    [Fact]
    public async Task Creating_and_deleting_say_in_JSON_what_they_did()
    {
        var id = Guid.NewGuid();
        var file = _folder.Write("json.toml", WebhookJobs.Spec(WebhookJobs.ParseAndMultiply, id));
        string[] at = ["--json", "--node", node.Url.ToString()];

        var created = await CommandRun.OfAsync(Token, ["jobs", "create", file, .. at]);
        Assert.Equal(id.ToString(), JsonNode.Parse(created.Out)!["data"]!["attributes"]!["externalJobID"]!.GetValue<string>());
        var deleted = await CommandRun.OfAsync(Token, ["jobs", "delete", id.ToString(), .. at]);
        Assert.Equal(id.ToString(), JsonNode.Parse(deleted.Out)!["deleted"]!.GetValue<string>());

        var old = _folder.Write("old.json", """{"initiators": [{"type": "cron", "params": {"schedule": "0 0 * * *"}}], "tasks": [{"type": "noop"}]}""");
        var converted = JsonNode.Parse((await CommandRun.OfAsync("jobs", "convert", old, "--json")).Out)!;
        Assert.Contains("type = \"cron\"", converted["toml"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal((0, 1), (converted["faults"]!.AsArray().Count, converted["warnings"]!.AsArray().Count));
        var wrong = await CommandRun.OfAsync("jobs", "convert", _folder.Write("wrong.json", """{"initiators": [{"type": "web"}]}"""), "--json");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Equal((null, 1), (JsonNode.Parse(wrong.Out)!["toml"]?.ToString(), JsonNode.Parse(wrong.Out)!["faults"]!.AsArray().Count));
    }

    [Fact]
    public async Task What_the_node_refuses_is_said_and_exits_with_1()
    {
        var bad = _folder.Write("bad.toml", WebhookJobs.Spec("a [type=nope]"));
        var twice = _folder.Write("twice.toml", WebhookJobs.Spec(WebhookJobs.ParseAndMultiply));
        string[] at = ["--node", node.Url.ToString()];

        var refused = await CommandRun.OfAsync(Token, ["jobs", "create", bad, .. at]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("6:", refused.Error, StringComparison.Ordinal);
        Assert.Contains("422", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await CommandRun.OfAsync(Token, ["jobs", "create", twice, .. at])).ExitCode);
        var again = await CommandRun.OfAsync(Token, ["jobs", "create", twice, .. at]);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("409", again.Error, StringComparison.Ordinal);
        var nowhere = await CommandRun.OfAsync(Token, ["jobs", "create", _folder.File("nowhere"), .. at]);
        Assert.Equal(1, nowhere.ExitCode);
        Assert.Contains("nowhere", nowhere.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_needed_and_must_be_right()
    {
        var missing = await CommandRun.OfAsync("jobs", "list", "--node", node.Url.ToString());
        Assert.Equal(2, missing.ExitCode);
        Assert.Contains("NODE_API_KEY", missing.Error, StringComparison.Ordinal);

        var wrong = await CommandRun.OfAsync(
            new Dictionary<string, string> { ["NODE_API_KEY"] = "x", ["NODE_API_SECRET"] = "y" }, "jobs", "list", "--node", node.Url.ToString());
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("401", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_node_is_that_is_said()
    {
        var run = await CommandRun.OfAsync(Token, "jobs", "list", "--node", "http://127.0.0.1:1");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("127.0.0.1:1", run.Error, StringComparison.Ordinal);

        await using var other = await Outside.StartAsync(context => context.Response.Body.WriteAsync("<html>"u8.ToArray()).AsTask());
        var notNode = await CommandRun.OfAsync(Token, "jobs", "list", "--node", other.Url.ToString());
        Assert.Equal(1, notNode.ExitCode);
        Assert.Contains("Is it a node?", notNode.Error, StringComparison.Ordinal);

        await using var listing = await Outside.StartAsync(context => context.Response.Body.WriteAsync("[]"u8.ToArray()).AsTask());
        var noDocument = await CommandRun.OfAsync(Token, "jobs", "list", "--node", listing.Url.ToString());
        Assert.Equal(1, noDocument.ExitCode);
        Assert.NotEmpty(noDocument.Error);
    }

    [Fact]
    public async Task The_token_in_the_environment_is_no_configuration()
    {
        var checking = await CommandRun.OfAsync(Token, "config", "check");

        Assert.True(checking.ExitCode == 0, $"{checking}");
        var rendered = await CommandRun.OfAsync(Token, "config", "render");
        Assert.DoesNotContain(Token["NODE_API_SECRET"], rendered.Out, StringComparison.Ordinal);
    }
}
