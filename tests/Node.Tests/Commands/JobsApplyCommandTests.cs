using System.Text.Json.Nodes;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Commands;

/// <summary><c>jobs apply</c>, <c>diff</c>, <c>history</c>, <c>rollback</c>, <c>show</c> and <c>delete</c> against a running node.</summary>
public sealed class JobsApplyCommandTests(TestNode node) : IClassFixture<TestNode>, IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Guid _id = Guid.NewGuid();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_job_lives_through_its_versions()
    {
        var file = Write("times=100");
        Assert.Equal("1 created, 0 replaced, 0 unchanged", (await GoodAsync("apply", file)).Lines[^1]);
        Assert.Equal(["0 created, 0 replaced, 1 unchanged"], (await GoodAsync("apply", file)).Lines);
        Write("times=1000");

        var dry = await GoodAsync("apply", file, "--dry-run");

        Assert.Contains("  task mul: times from 100 to 1000", dry.Lines);
        Assert.Contains("+mul [type=multiply times=1000]", dry.Lines);
        Assert.EndsWith("(dry run: nothing was changed)", dry.Lines[^1], StringComparison.Ordinal);
        Assert.Equal(dry.Out, (await GoodAsync("diff", file)).Out);
        Assert.Single((await GoodAsync("history", $"{_id}")).Lines);
        Assert.Equal("0 created, 1 replaced, 0 unchanged", (await GoodAsync("apply", file)).Lines[^1]);
        Assert.Equal("task mul: times from 100 to 1000", (await GoodAsync("diff", $"{_id}")).Lines[0]);
        Assert.Equal("task mul: times from 1000 to 100", (await GoodAsync("diff", $"{_id}", "--from", "2", "--to", "1")).Lines[0]);
        Assert.Equal("0 created, 1 replaced, 0 unchanged", (await GoodAsync("rollback", $"{_id}", "--to", "1")).Lines[^1]);
        Assert.Equal("0 created, 1 replaced, 0 unchanged", (await GoodAsync("apply", $"{_id}", "--to", "2")).Lines[^1]);
        var history = await GoodAsync("history", $"{_id}");
        Assert.Equal(4, history.Lines.Length);
        Assert.EndsWith("the spec of version 2 again", history.Lines[0], StringComparison.Ordinal);
        var shown = await GoodAsync("show", $"{_id}");
        Assert.StartsWith("version 4 of ", shown.Lines[1], StringComparison.Ordinal);
        Assert.Contains("mul [type=multiply times=1000]", shown.Lines);
        Assert.Contains("no errors", shown.Lines);
        await node.Api.PostAsync($"/v2/jobs/{_id}/runs", "{}");
        Assert.Contains((await GoodAsync("show", $"{_id}")).Lines, line => line.EndsWith("Z)", StringComparison.Ordinal) && line.Contains("(once, ", StringComparison.Ordinal));
        await GoodAsync("delete", $"{_id}");
        Assert.Equal(1, (await RunAsync("show", $"{_id}")).ExitCode);
        Assert.Equal(1, (await RunAsync("delete", $"{_id}")).ExitCode);
    }

    [Fact]
    public async Task A_folder_is_applied_whole_or_not_at_all()
    {
        Directory.CreateDirectory(_folder.File("specs/below"));
        for (var i = 0; i < 3; i++)
        {
            _folder.Write($"specs/{i}.toml", WebhookJobs.Spec(WebhookJobs.ParseAndMultiply));
        }

        var bad = _folder.Write("specs/below/bad.toml", "type = \"webhook\"\n");
        _folder.Write("specs/notes.txt", "no spec");
        var specs = _folder.File("specs");

        var refused = await RunAsync("apply", specs);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains($"{bad}:", refused.Error, StringComparison.Ordinal);
        Assert.Empty(refused.Out);
        File.Delete(bad);
        Assert.Equal("3 created, 0 replaced, 0 unchanged", (await GoodAsync("apply", specs)).Lines[^1]);
        var json = await GoodAsync("apply", specs, "--json");
        Assert.Equal(3, JsonNode.Parse(json.Out)!["meta"]!["unchanged"]!.GetValue<int>());
    }

    [Fact]
    public async Task Jobs_of_the_older_generation_in_a_folder_are_applied_too_and_other_JSON_is_not()
    {
        Directory.CreateDirectory(_folder.File("old/below"));
        _folder.Write("old/a.json", """{"name": "a", "initiators": [{"type": "web"}], "tasks": [{"type": "noop"}]}""");
        _folder.Write("old/below/b.json", """{"name": "b", "initiators": [{"type": "web"}], "tasks": [{"type": "noop"}]}""");
        _folder.Write("old/case.json", """{"vars": {}, "expect": []}""");
        Assert.Equal("2 created, 0 replaced, 0 unchanged", (await GoodAsync("apply", _folder.File("old"))).Lines[^1]);

        // The first form has no name, by which the job could be found again.
        var first = _folder.Write("old/first.json", """{"assignment": {"subtasks": [{"adapterType": "noop"}]}}""");
        Assert.Contains($"{first}: has neither an externalJobID nor a name", (await RunAsync("apply", _folder.File("old"))).Error, StringComparison.Ordinal);
        File.Delete(first);
        var bad = _folder.Write("old/c.json", """{"initiators": [{"type": "web"}], "tasks": [{"type": "wasm"}]}""");
        var refused = await RunAsync("apply", _folder.File("old"));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains($"{bad}:", refused.Error, StringComparison.Ordinal);
        Assert.Contains("adapter wasm", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_use_and_missing_things_are_said()
    {
        var empty = _folder.File("empty");
        Directory.CreateDirectory(empty);
        Assert.Contains("no *.toml", (await RunAsync("apply", empty)).Error, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("apply", _folder.File("nowhere.toml"))).ExitCode);
        Assert.Equal(2, (await RunAsync("apply", "1", "2", "--to", "1")).ExitCode);
        Assert.Equal(2, (await RunAsync("rollback", "1")).ExitCode);
        Assert.Equal(2, (await RunAsync("diff", _folder.File("x.toml"), "--from", "1")).ExitCode);
        Assert.Equal(1, (await RunAsync("rollback", "99999", "--to", "1")).ExitCode);
        Assert.Equal(1, (await RunAsync("history", "99999")).ExitCode);
        Assert.Equal(1, (await RunAsync("diff", "99999")).ExitCode);
    }

    private string Write(string times) => _folder.Write(
        "job.toml", WebhookJobs.Spec(WebhookJobs.ParseAndMultiply.Replace("times=100", times, StringComparison.Ordinal), _id));

    private async Task<CommandRun> GoodAsync(params string[] command)
    {
        var run = await RunAsync(command);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', command)}: {run}");
        return run;
    }

    private Task<CommandRun> RunAsync(params string[] command) => CommandRun.OfAsync(
        new Dictionary<string, string> { ["NODE_API_KEY"] = node.Host.NewToken!.AccessKey, ["NODE_API_SECRET"] = node.Host.NewToken!.Secret },
        ["jobs", .. command, "--node", node.Url.ToString()]);
}
