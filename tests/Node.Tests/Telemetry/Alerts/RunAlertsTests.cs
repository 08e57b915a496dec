using System.Net;
using Microsoft.AspNetCore.Http;
using Node.Composition;
using Node.Core.Http;
using Node.Http;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Telemetry.Alerts;

/// <summary>Alerts on runs, on what jobs ask and on schedules.</summary>
public sealed class RunAlertsTests : IAsyncLifetime
{
    private readonly ShiftedTime _time = new(hurry: 10);
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Outside _outside = null!;
    private TestNode _node = null!;
    private volatile int _status = 200;

    public async ValueTask InitializeAsync()
    {
        _outside = await Outside.StartAsync(AnswerAsync);
        _node = await TestNode.StartNewAsync(OptionsOf, _time);
        var bridge = await _node.Api.PostAsync("/v2/bridge_types", $$"""{"name":"price","url":"{{_outside.Url}}"}""");
        Assert.True(bridge.Status == HttpStatusCode.OK, bridge.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        _held.TrySetResult();
        await _node.DisposeAsync();
        await _outside.DisposeAsync();
    }

    [Fact]
    [Shows("RunsFail", "BridgeFails", "OutboundRequestsFail")]
    public async Task A_bridge_whose_adapter_fails()
    {
        var job = await JobAsync("""ask [type=bridge name="price" retries=0]""");
        var probe = await AlertProbe.OfAsync(_node.Api);
        await RunAsync(job);
        await probe.NothingFiresAsync();

        _status = 500;
        await probe.AllFireAsync(() => RunAsync(job));

        _status = 200;
        await probe.AllCeaseAsync(() => RunAsync(job));
    }

    [Fact]
    [Shows("RunsQueuedTooLong")]
    public async Task A_run_that_holds_up_those_behind_it()
    {
        var job = await JobAsync($"""ask [type=http method=GET url="{_outside.Url}hold" retries=0 timeout="30m"]""");
        var probe = await AlertProbe.OfAsync(_node.Api);
        await probe.NothingFiresAsync();

        await RunAsync(job);
        await RunAsync(job);
        await probe.NothingFiresAsync();
        _time.Shift(TimeSpan.FromMinutes(30));
        await probe.AllFireAsync();

        _held.TrySetResult();
        await probe.AllCeaseAsync();
    }

    [Fact]
    [Shows("RunsWaitTooLong")]
    public async Task A_run_whose_answer_does_not_come()
    {
        var job = await JobAsync("""ask [type=bridge name="price" async=true]""");
        var run = (await _node.Api.PostAsync($"/v2/jobs/{job}/runs", "{}")).Data["id"]!.GetValue<string>();
        var probe = await AlertProbe.OfAsync(_node.Api);
        await probe.NothingFiresAsync();

        _time.Shift(TimeSpan.FromHours(8));
        await probe.AllFireAsync();

        Assert.Equal(HttpStatusCode.OK, (await _node.Api.PostAsync($"/v2/jobs/{job}/runs/{run}/cancel", "")).Status);
        await probe.AllCeaseAsync();
    }

    [Fact]
    [Shows("TicksMissed")]
    public async Task A_clock_that_jumps_over_ticks()
    {
        var created = await _node.Api.CreateJobAsync("""
            type = "cron"
            schemaVersion = 1
            name = "ticks"
            schedule = "CRON_TZ=UTC * * * * * *"
            observationSource = "answer [type=memo value=1]"
            """);
        Assert.True(created.Status == HttpStatusCode.OK, created.ToString());
        var probe = await AlertProbe.OfAsync(_node.Api);
        await probe.NothingFiresAsync();

        _time.Shift(TimeSpan.FromMinutes(10));
        await probe.AllFireAsync();
        await probe.AllCeaseAsync();
    }

    private NodeOptions OptionsOf(NodeOptions options) => options with
    {
        OutboundHttp = new OutboundHttpOptions { AllowedHosts = [new AllowedHost { Host = _outside.Host, Jobs = ["*"] }] },
        Http = new HttpOptions { Port = 0, RunWaitMax = TimeSpan.FromMilliseconds(500) },
    };

    private async Task<string> JobAsync(string pipeline)
    {
        var answer = await _node.Api.CreateJobAsync(WebhookJobs.Spec(pipeline));
        Assert.True(answer.Status == HttpStatusCode.OK, answer.ToString());
        return answer.Data["id"]!.GetValue<string>();
    }

    private async Task RunAsync(string job)
    {
        var answer = await _node.Api.PostAsync($"/v2/jobs/{job}/runs", "{}");
        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Accepted, answer.ToString());
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/hold")
        {
            await _held.Task;
        }

        using var body = new StreamReader(context.Request.Body);
        if ((await body.ReadToEndAsync()).Contains("responseURL", StringComparison.Ordinal))
        {
            context.Response.Headers["X-Chainlink-Pending"] = "true";
        }

        context.Response.StatusCode = _status;
        await context.Response.WriteAsync("""{"data": {"result": 1}}""");
    }
}
