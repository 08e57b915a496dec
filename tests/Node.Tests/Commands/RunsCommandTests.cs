using System.Text.Json.Nodes;
using Node.Http;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Commands;

/// <summary><c>runs list|show|retry</c> against a running node.</summary>
public sealed class RunsCommandTests(TestNode node) : IClassFixture<TestNode>
{
    private Dictionary<string, string> Token => new()
    {
        ["NODE_API_KEY"] = node.Host.NewToken!.AccessKey,
        ["NODE_API_SECRET"] = node.Host.NewToken!.Secret,
    };

    [Fact]
    public async Task Runs_are_listed_newest_first_and_filtered()
    {
        var job = await CreateAsync();
        var good = await RunAsync(job, "{\"v\": 1}");
        var bad = await RunAsync(job, "{}");

        var all = await CallAsync("list", "--job", job);
        Assert.Equal(0, all.ExitCode);
        Assert.Equal(3, all.Lines.Length);
        Assert.Contains("trigger", all.Lines[0], StringComparison.Ordinal);
        Assert.Matches($@"^ *{bad} +{job} +errored +webhook ", all.Lines[1]);
        Assert.Matches($@"^ *{good} +{job} +completed +webhook .* ms ", all.Lines[2]);
        Assert.Single((await CallAsync("list", "--job", job, "--count", "1")).Lines, line => line.Contains(bad, StringComparison.Ordinal));
        var errored = await CallAsync("list", "--job", job, "--state", "errored", "--json");
        Assert.Equal(bad, JsonNode.Parse(Assert.Single(errored.Lines))!["id"]!.GetValue<string>());
        var none = await CallAsync("list", "--job", job, "--from", "2100-01-01T00:00:00Z");
        Assert.Equal((0, 1), (none.ExitCode, none.Lines.Length));
    }

    [Fact]
    public async Task More_runs_than_a_page_are_listed_page_by_page()
    {
        var job = await CreateAsync();
        for (var i = 0; i < 102; i++)
        {
            await RunAsync(job, "{\"v\": 1}");
        }

        var listed = await CallAsync("list", "--job", job, "--trigger", "webhook", "--count", "101", "--json");
        Assert.Equal(101, listed.Lines.Select(line => JsonNode.Parse(line)!["id"]!.GetValue<string>()).Distinct().Count());
    }

    [Fact]
    public async Task A_run_is_shown_with_its_tasks_and_what_came_of_it()
    {
        var job = await CreateAsync();
        var good = await CallAsync("show", await RunAsync(job, "{\"v\": 1.5}"));
        Assert.Equal(0, good.ExitCode);
        Assert.Contains(good.Lines, line => line.Contains($"of job {job} (version 1): completed", StringComparison.Ordinal));
        Assert.Contains(good.Lines, line => line.TrimStart().StartsWith("mul ", StringComparison.Ordinal) && line.EndsWith("<- parse", StringComparison.Ordinal));
        Assert.Equal("output: 150", good.Lines[^1]);

        var bad = await CallAsync("show", await RunAsync(job, "{}"));
        Assert.Contains("errored", bad.Lines[0], StringComparison.Ordinal);
        Assert.Contains(bad.Lines, line => line.StartsWith("error: ", StringComparison.Ordinal));
        var json = await CallAsync("show", await RunAsync(job, "{}"), "--json");
        Assert.Equal("errored", JsonNode.Parse(json.Out)!["data"]!["attributes"]!["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_errored_run_is_retried_and_what_cannot_be_done_is_said()
    {
        var job = await CreateAsync();
        var bad = await RunAsync(job, "{}");
        var retried = await CallAsync("retry", bad);
        Assert.Equal(0, retried.ExitCode);
        Assert.Matches($@"^run \d+ tries run {bad} again$", Assert.Single(retried.Lines));
        var id = retried.Lines[0].Split(' ')[1];
        Assert.Contains($"tries run {bad} again", (await CallAsync("show", id)).Lines[0], StringComparison.Ordinal);

        var refused = await CallAsync("retry", await RunAsync(job, "{\"v\": 1}"));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("completed", refused.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await CallAsync("show", "99999999")).ExitCode);
        Assert.Equal(2, (await CallAsync("show", "abc")).ExitCode);
        Assert.Equal(2, (await CallAsync("list", "--count", "0")).ExitCode);
        var state = await CallAsync("list", "--state", "lost");
        Assert.Equal(1, state.ExitCode);
        Assert.Contains("state must be one of", state.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await CommandRun.OfAsync("runs", "list")).ExitCode);
    }

    [Fact]
    public async Task A_run_that_goes_on_is_listed_as_running_and_cancelled()
    {
        await using var outside = await Outside.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var busy = await TestNode.StartNewAsync(options => options with
        {
            Http = new HttpOptions { Port = 0, RunWaitMax = TimeSpan.FromMilliseconds(100) },
            OutboundHttp = new() { AllowedHosts = [new() { Host = outside.Host, Jobs = ["*"] }] },
        });
        var created = await busy.Api.CreateJobAsync(WebhookJobs.Spec($"""a [type=http method=GET url="{outside.Url}"]"""));
        var path = $"/v2/jobs/{created.Data["id"]}/runs";
        var first = (await busy.Api.PostAsync(path, "{}")).Data["id"]!.GetValue<string>();
        var second = (await busy.Api.PostAsync(path, "{}")).Data["id"]!.GetValue<string>();
        var startedAt = TimeProvider.System.GetTimestamp();
        while ((await busy.Api.GetAsync("/v2/runs?state=running")).List.Count == 0)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(20), "no run is running");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal(first, Assert.Single((await busy.Api.GetAsync("/v2/runs?state=running")).List)!["id"]!.GetValue<string>());
        Assert.Equal(second, Assert.Single((await busy.Api.GetAsync("/v2/runs?state=accepted")).List)!["id"]!.GetValue<string>());
        var token = new Dictionary<string, string> { ["NODE_API_KEY"] = busy.Host.NewToken!.AccessKey, ["NODE_API_SECRET"] = busy.Host.NewToken!.Secret };
        var cancelled = await CommandRun.OfAsync(token, "runs", "cancel", second, "--node", busy.Url.ToString());
        Assert.True(cancelled.ExitCode == 0, $"{cancelled}");
        Assert.Equal($"run {second} is cancelled", Assert.Single(cancelled.Lines));
        var again = await CommandRun.OfAsync(token, "runs", "cancel", second, "--node", busy.Url.ToString());
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("ended already", again.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await CommandRun.OfAsync(token, "runs", "cancel", first, "--node", busy.Url.ToString())).ExitCode);
        Assert.Equal(1, (await CommandRun.OfAsync(token, "runs", "cancel", "99999999", "--node", busy.Url.ToString())).ExitCode);
    }

    private Task<CommandRun> CallAsync(params string[] arguments) =>
        CommandRun.OfAsync(Token, ["runs", .. arguments, "--node", node.Url.ToString()]);

    private async Task<string> RunAsync(string job, string body) =>
        (await node.Api.PostAsync($"/v2/jobs/{job}/runs", body)).Data["id"]!.GetValue<string>();

    private async Task<string> CreateAsync() =>
        (await node.Api.CreateJobAsync(WebhookJobs.Spec(WebhookJobs.ParseAndMultiply))).Data["id"]!.GetValue<string>();
}
