using System.Net;
using Node.Http;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Http.Api;

/// <summary>Runs are cancelled by a call; what cannot be cancelled is refused with the reason.</summary>
public sealed class RunCancelEndpointTests : IAsyncLifetime
{
    private TestNode _node = null!;

    public async ValueTask InitializeAsync() =>
        _node = await TestNode.StartNewAsync(options => options with { Http = new HttpOptions { Port = 0, RunWaitMax = TimeSpan.FromMilliseconds(100) } });

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task A_run_under_way_is_shown_as_running_and_ends_as_cancelled_once()
    {
        await using var adapter = await Outside.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        Assert.Equal(HttpStatusCode.OK, (await _node.Api.PostAsync("/v2/bridge_types", $$"""{"name":"slow","url":"{{adapter.Url}}"}""")).Status);
        var job = (await _node.Api.CreateJobAsync(WebhookJobs.Spec("""ask [type=bridge name="slow" timeout="60s"]"""))).Data["id"]!.GetValue<string>();
        var started = await _node.Api.PostAsync($"/v2/jobs/{job}/runs", "");
        var run = started.Data["id"]!.GetValue<string>();
        Assert.Equal("running", started.Attributes["state"]!.GetValue<string>());

        var cancelled = await _node.Api.PostAsync($"/v2/jobs/{job}/runs/{run}/cancel", "");
        Assert.True(cancelled.Status == HttpStatusCode.OK, cancelled.ToString());
        Assert.Equal("cancelled", cancelled.Attributes["state"]!.GetValue<string>());
        Assert.Contains("cancelled by a call", cancelled.Attributes["allErrors"]!.ToJsonString(), StringComparison.Ordinal);

        Assert.Equal("", cancelled.Attributes["inputs"]!["jobRun"]!["requestBody"]!.GetValue<string>());

        var again = await _node.Api.PostAsync($"/v2/jobs/{job}/runs/{run}/cancel", "");
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains("has ended already", Assert.Single(again.Errors), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _node.Nobody.PostAsync($"/v2/jobs/{job}/runs/{run}/cancel", "")).Status);
    }

    [Theory]
    [InlineData("/v2/jobs/4711/runs/1/cancel", HttpStatusCode.NotFound, "run not found")]
    [InlineData("/v2/jobs/1/runs/x/cancel", HttpStatusCode.UnprocessableEntity, "the id of the run is not a number")]
    public async Task What_is_not_there_is_not_cancelled(string path, HttpStatusCode status, string detail)
    {
        var answer = await _node.Api.PostAsync(path, "");
        Assert.Equal(status, answer.Status);
        Assert.Equal(detail, Assert.Single(answer.Errors));
    }
}
