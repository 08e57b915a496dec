using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Node.Composition;
using Node.Core.Randomness;
using Node.Jobs.Runs;
using Node.Telemetry;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Telemetry;

/// <summary>Where traces go: good collectors, bad ones, and parts of the runs.</summary>
public sealed class OtlpTests
{
    private const int Runs = 40;

    [Fact]
    public async Task A_collector_that_never_answers_stops_neither_runs_nor_the_end()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start(); // connections are taken by the system and nobody reads them
        await RunAllAsync($"http://{silent.LocalEndpoint}", queueMax: 10);
    }

    [Fact]
    public async Task A_collector_that_is_away_stops_nothing()
    {
        using var unused = new TcpListener(IPAddress.Loopback, 0);
        unused.Start();
        var endpoint = $"http://{unused.LocalEndpoint}";
        unused.Stop();
        await RunAllAsync(endpoint, queueMax: 8192);
    }

    [Fact]
    public async Task A_run_is_traced_whole_or_not_at_all()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var node = await StartAsync(collector.Endpoint, 8192, percent: 30);
        var traces = await TriggerAsync(node);

        // The last of those that are sampled ends when everything of it has come.
        await node.DisposeAsync();
        var sent = collector.Spans.GroupBy(span => span.TraceId).ToDictionary(group => group.Key, group => group.Select(span => span.Name).Order().ToList(), StringComparer.Ordinal);
        var own = traces.Where(sent.ContainsKey).ToList();
        Assert.InRange(own.Count, 1, Runs - 1);
        Assert.All(own, trace => Assert.Equal(["run execute", "run finish", "task jsonparse", "task multiply", "trigger webhook"], sent[trace]));
    }

    [Fact]
    public async Task A_run_has_its_trace_id_before_and_after_a_restart_and_not_that_of_another_database()
    {
        using var folder = new TestFolder();
        using var other = new TestFolder();
        var (run, traceId) = await OneRunAsync(folder.Path);

        Assert.Matches("^[0-9a-f]{32}$", traceId);
        Assert.Equal(traceId, await ReadAsync(folder.Path, run));
        var (sameRun, otherId) = await OneRunAsync(other.Path);
        Assert.Equal(run, sameRun);
        Assert.NotEqual(traceId, otherId);
    }

    [Fact]
    public async Task A_collector_that_speaks_grpc_gets_the_same()
    {
        await using var collector = await OtlpReceiver.StartGrpcAsync();
        await using var node = await StartAsync(collector.Endpoint, 8192, percent: 100, OtlpProtocol.Grpc);
        var traces = await TriggerAsync(node);

        await node.DisposeAsync();
        var sent = collector.Spans.GroupBy(span => span.TraceId).ToDictionary(group => group.Key, group => group.Select(span => span.Name).Order().ToList(), StringComparer.Ordinal);
        Assert.All(traces, trace => Assert.Equal(["run execute", "run finish", "task jsonparse", "task multiply", "trigger webhook"], sent[trace]));
    }

    [Fact]
    public async Task A_run_that_tries_another_again_is_linked_to_its_trace()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var node = await StartAsync(collector.Endpoint, 8192, percent: 100);
        var job = (await node.Api.CreateJobAsync(WebhookJobs.Spec("""parse [type=jsonparse path="missing" data="$(jobRun.requestBody)"]"""))).Data["id"]!.GetValue<string>();
        var first = await node.Api.PostAsync($"/v2/jobs/{job}/runs", "{}");
        var again = await node.Api.PostAsync($"/v2/runs/{first.Data["id"]}/retry", "");
        Assert.True(again.Status is HttpStatusCode.OK or HttpStatusCode.Accepted, again.ToString());

        await node.DisposeAsync();
        var triggers = collector.Spans.Where(span => span.Name == "trigger webhook").ToList();
        Assert.Equal(2, triggers.Count);
        var old = triggers.Single(span => span.TraceId == first.Attributes["traceId"]!.GetValue<string>());
        Assert.Empty(old.Links);
        Assert.Equal([$"{old.TraceId}/{old.SpanId}"], triggers.Single(span => span != old).Links);
    }

    private static async Task RunAllAsync(string endpoint, int queueMax)
    {
        await using var node = await StartAsync(endpoint, queueMax, percent: 100);
        Assert.Equal(Runs, (await TriggerAsync(node)).Count);
        var startedAt = TimeProvider.System.GetTimestamp();
        await node.DisposeAsync();
        Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(20), "the node does not end");
    }

    private static Task<TestNode> StartAsync(string endpoint, int queueMax, int percent, OtlpProtocol protocol = OtlpProtocol.HttpProtobuf) => TestNode.StartNewAsync(options => options with
    {
        Telemetry = new TelemetryOptions
        {
            TracedPercent = percent,
            Otlp = new OtlpOptions { Endpoint = endpoint, Protocol = protocol, QueueMax = queueMax, Timeout = TimeSpan.FromSeconds(1), Interval = TimeSpan.FromMilliseconds(100) },
        },
    });

    private static async Task<IReadOnlyList<string>> TriggerAsync(TestNode node)
    {
        var job = (await node.Api.CreateJobAsync(WebhookJobs.Spec(WebhookJobs.ParseAndMultiply))).Data["id"]!.GetValue<string>();
        var runs = await Task.WhenAll(Enumerable.Range(0, Runs).Select(i => node.Api.PostAsync($"/v2/jobs/{job}/runs", $$"""{"v": {{i}}}""")));
        Assert.All(runs, run => Assert.Equal("completed", run.Attributes["state"]!.GetValue<string>()));
        return [.. runs.Select(run => run.Attributes["traceId"]!.GetValue<string>())];
    }

    private static async Task<(string Run, string TraceId)> OneRunAsync(string folder)
    {
        await using var host = await NodeHost.StartAsync(TestNode.Options(folder), TimeProvider.System, new SystemRandomSource(), TestContext.Current.CancellationToken);
        using var api = new TestApi(new Uri(host.Address), host.NewToken!.AccessKey, host.NewToken.Secret);
        var job = (await api.CreateJobAsync(WebhookJobs.Spec(WebhookJobs.ParseAndMultiply))).Data["id"]!.GetValue<string>();
        var run = await api.PostAsync($"/v2/jobs/{job}/runs", """{"v": 1}""");
        return (run.Data["id"]!.GetValue<string>(), run.Attributes["traceId"]!.GetValue<string>());
    }

    private static async Task<string?> ReadAsync(string folder, string run)
    {
        await using var host = await NodeHost.StartAsync(TestNode.Options(folder), TimeProvider.System, new SystemRandomSource(), TestContext.Current.CancellationToken);
        var reader = host.Services.GetRequiredService<IRunReader>();
        return (await reader.FindAsync(long.Parse(run, CultureInfo.InvariantCulture), TestContext.Current.CancellationToken))!.TraceId;
    }
}
