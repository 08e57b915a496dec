using System.Net;
using System.Text.Json;
using DevChain.Processes;
using Microsoft.AspNetCore.Http;
using Node.Composition;
using Node.Core.Http;
using Node.Core.Randomness;
using Node.Http;
using Node.Telemetry;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Telemetry;

/// <summary>A run that one process begins and another ends has one trace.</summary>
public sealed class TraceRestartTests
{
    private readonly TaskCompletionSource<Uri> _callback = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_run_that_waits_over_a_restart_is_one_connected_trace()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var adapter = await Outside.StartAsync(LaterAsync);
        using var folder = new TestFolder();
        var options = OptionsOf(TestNode.Options(folder.Path), collector, adapter);
        string token, secret, run, traceId;
        await using (var host = await StartAsync(options))
        {
            (token, secret) = (host.NewToken!.AccessKey, host.NewToken.Secret);
            using var api = new TestApi(new Uri(host.Address), token, secret);
            await api.PostAsync("/v2/bridge_types", $$"""{"name":"later","url":"{{adapter.Url}}"}""");
            var job = (await api.CreateJobAsync(WebhookJobs.Spec("""ask [type=bridge name="later" async=true]"""))).Data["id"]!.GetValue<string>();
            var started = await api.PostAsync($"/v2/jobs/{job}/runs", "{}");
            (run, traceId) = (started.Data["id"]!.GetValue<string>(), started.Attributes["traceId"]!.GetValue<string>());
            await _callback.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }

        await using (var host = await StartAsync(options))
        {
            using var api = new TestApi(new Uri(host.Address), token, secret);
            var answer = await api.SendAsync(HttpMethod.Patch, (await _callback.Task).PathAndQuery, """{"value": 1}""");
            Assert.True(answer.Status == HttpStatusCode.OK, answer.ToString());
            var trace = await collector.UntilAsync(traceId, spans => spans.Any(span => span.Name == "run finish") && spans.Count(span => span.Name == "run execute") == 2);

            Assert.Equal("completed", (await api.GetAsync($"/v2/runs/{run}")).Attributes["state"]!.GetValue<string>());
            string[] expected = ["trigger webhook", "task bridge", "http request"];
            Assert.Empty(expected.Except(trace.Select(span => span.Name)));
            var ids = trace.Select(span => span.SpanId).ToHashSet(StringComparer.Ordinal);
            var first = Assert.Single(trace, span => span.ParentId.Length == 0);
            Assert.Equal("trigger webhook", first.Name);
            Assert.All(trace.Where(span => span != first), span => Assert.Contains(span.ParentId, ids));
        }
    }

    private static NodeOptions OptionsOf(NodeOptions options, OtlpReceiver collector, Outside adapter) => options with
    {
        Http = new HttpOptions { Port = FreePort.Next(), RunWaitMax = TimeSpan.FromMilliseconds(50) },
        OutboundHttp = new OutboundHttpOptions { AllowedHosts = [new AllowedHost { Host = adapter.Host, Jobs = ["*"] }] },
        Telemetry = new TelemetryOptions { Otlp = new OtlpOptions { Endpoint = collector.Endpoint, Interval = TimeSpan.FromMilliseconds(100) } },
    };

    private static Task<NodeHost> StartAsync(NodeOptions options) =>
        NodeHost.StartAsync(options, TimeProvider.System, new SystemRandomSource(), TestContext.Current.CancellationToken);

    private async Task LaterAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        context.Response.Headers["X-Chainlink-Pending"] = "true";
        _callback.TrySetResult(new Uri(body.RootElement.GetProperty("responseURL").GetString()!));
    }
}
