using System.Globalization;
using System.Net;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Http.Api;

/// <summary>Lists of runs: filters, cursors, pages.</summary>
public sealed class RunQueryTests(TestNode node) : IClassFixture<TestNode>
{
    [Fact]
    public async Task Runs_are_filtered_by_job_state_trigger_key_and_time()
    {
        var (first, second) = (await CreateAsync(), await CreateAsync());
        var good = await RunAsync(first, "{\"v\": 1}", "good-1");
        var between = TimeProvider.System.GetUtcNow().ToString("o", CultureInfo.InvariantCulture);
        var bad = await RunAsync(first, "{}", "bad-1");
        var other = await RunAsync(second, "{}", "bad-2");
        var escaped = Uri.EscapeDataString(between);

        Assert.Equal([bad, good], await IdsAsync($"/v2/runs?job={first}"));
        Assert.Equal([bad], await IdsAsync($"/v2/runs?job={first}&state=errored"));
        Assert.Equal([good], await IdsAsync($"/v2/runs?job={first}&state=Completed"));
        Assert.Equal([bad], await IdsAsync($"/v2/jobs/{first}/runs?state=errored"));
        Assert.Equal([other], await IdsAsync("/v2/runs?key=bad-2"));
        Assert.Equal([good], await IdsAsync($"/v2/runs?job={first}&key=good-1"));
        Assert.Equal([], await IdsAsync($"/v2/runs?job={first}&key=bad-2"));
        Assert.Equal([], await IdsAsync($"/v2/runs?job={first}&trigger=cron"));
        Assert.Equal([bad, good], await IdsAsync($"/v2/runs?job={first}&trigger=webhook"));
        Assert.Equal([bad], await IdsAsync($"/v2/runs?job={first}&from={escaped}"));
        Assert.Equal([good], await IdsAsync($"/v2/runs?job={first}&to={escaped}"));
        Assert.Equal([other, bad], (await IdsAsync($"/v2/pipeline/runs?state=errored&from={escaped}")).Intersect([other, bad]));
        var shown = await node.Api.GetAsync($"/v2/runs/{good}");
        Assert.Equal((1, null), (shown.Attributes["jobVersion"]!.GetValue<int>(), shown.Attributes["retryOf"]));
    }

    [Fact]
    public async Task A_filtered_list_is_paged_by_the_cursor_of_its_links()
    {
        var job = await CreateAsync();
        List<string> bad = [];
        for (var i = 0; i < 5; i++)
        {
            bad.Insert(0, await RunAsync(job, "{}"));
            await RunAsync(job, "{\"v\": 1}");
        }

        List<string> seen = [];
        for (var path = $"/v2/runs?job={job}&state=errored&size=2"; path is not null;)
        {
            var page = await node.Api.GetAsync(path);
            Assert.InRange(page.List.Count, 0, 2);
            Assert.Null(page.Json["meta"]!["count"]);
            seen.AddRange(page.List.Select(run => run!["id"]!.GetValue<string>()));

            // What comes in meanwhile is on no page that was begun before.
            await RunAsync(job, "{}");
            path = page.Json["links"]?["next"]?.GetValue<string>();
            Assert.True(path is null || path.Contains("state=errored", StringComparison.Ordinal), path);
        }

        Assert.Equal(bad, seen);
    }

    [Fact]
    public async Task A_run_that_runs_is_found_by_its_state()
    {
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        await using var slow = await Outside.StartAsync(async context =>
        {
            asked.TrySetResult();
            await answer.Task;
            await context.Response.Body.WriteAsync("{}"u8.ToArray());
        });
        await using var own = await TestNode.StartNewAsync(options => options with { OutboundHttp = new() { AllowedHosts = [new() { Host = slow.Host, Jobs = ["*"] }] } });
        var job = await own.Api.CreateJobAsync(WebhookJobs.Spec($"get [type=http method=GET url=\"{slow.Url}\"]"));
        var run = own.Api.PostAsync($"/v2/jobs/{job.Data["id"]}/runs", "{}");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        var running = await own.Api.GetAsync("/v2/runs?state=running");
        Assert.Equal("running", Assert.Single(running.List)!["attributes"]!["state"]!.GetValue<string>());
        Assert.Empty((await own.Api.GetAsync("/v2/runs?state=accepted")).List);
        answer.SetResult();
        Assert.Equal(running.List[0]!["id"]!.GetValue<string>(), (await run).Data["id"]!.GetValue<string>());
        Assert.Empty((await own.Api.GetAsync("/v2/runs?state=running")).List);
    }

    [Theory]
    [InlineData("state=lost", "state must be one of")]
    [InlineData("state=4", "state must be one of")]
    [InlineData("from=yesterday", "from must be a time")]
    [InlineData("to=1", "to must be a time")]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("cursor=5&page=2", "do not go together")]
    [InlineData("state=errored&page=2", "follow links.next")]
    [InlineData("job=nope", "job")]
    [InlineData("job=11111111-1111-1111-1111-111111111111", "job")]
    [InlineData("page=12&size=1000", "numbered pages reach back")]
    [InlineData("size=1001", "size")]
    public async Task A_query_that_cannot_be_answered_is_refused_and_says_why(string query, string problem)
    {
        var answer = await node.Api.GetAsync($"/v2/runs?{query}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(problem, Assert.Single(answer.Errors), StringComparison.Ordinal);
    }

    private async Task<List<string>> IdsAsync(string path)
    {
        List<string> ids = [];
        for (var next = path; next is not null;)
        {
            var answer = await node.Api.GetAsync(next);
            Assert.True(answer.Status == HttpStatusCode.OK, $"{next}: {answer}");
            ids.AddRange(answer.List.Select(run => run!["id"]!.GetValue<string>()));
            next = answer.Json["links"]?["next"]?.GetValue<string>();
        }

        return ids;
    }

    private async Task<string> RunAsync(string job, string body, string? key = null) =>
        (await node.Api.PostAsync($"/v2/jobs/{job}/runs", body, key is null ? [] : [("Idempotency-Key", key)])).Data["id"]!.GetValue<string>();

    private async Task<string> CreateAsync() =>
        (await node.Api.CreateJobAsync(WebhookJobs.Spec(WebhookJobs.ParseAndMultiply))).Data["id"]!.GetValue<string>();
}
