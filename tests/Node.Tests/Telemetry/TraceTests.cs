using DevChain.Chains;
using DevChain.Contracts;
using DevChain.Nodes;
using DevChain.Prices;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Telemetry;

/// <summary>The main job, traced to a real collector.</summary>
public sealed class TraceTests
{
    [Fact]
    public async Task One_direct_request_is_one_connected_trace_from_its_log_to_its_receipt()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var chain = await AnvilProcess.StartAsync(new AnvilOptions { BlockTime = TimeSpan.FromSeconds(1) }, cancellationToken);
        await using var collector = await OtlpReceiver.StartAsync();
        await using var prices = PriceServer.Start();
        using var folder = new TestFolder();
        var contracts = await DevContracts.DeployAsync(chain, cancellationToken: cancellationToken);
        var settings = new Dictionary<string, string>(NodeSettings.For(chain, prices.Host))
        {
            ["Keystore__ScryptN"] = "16384",
            ["Telemetry__Otlp__Endpoint"] = collector.Endpoint,
            ["Telemetry__Otlp__Interval"] = "200ms",
        };
        await using var node = await NodeProcess.StartAsync(new NodeProcessOptions { DataFolder = folder.Path, Settings = settings }, cancellationToken);
        var key = await node.Api.CreateKeyAsync(chain.Options.ChainId, cancellationToken);
        await chain.ExecuteNowAsync(key.ToString(), [], 10 * DevContracts.Link, cancellationToken);
        await contracts.AuthoriseAsync([key], cancellationToken);
        var jobId = Guid.NewGuid();
        var job = await node.Api.CreateJobAsync(PriceJob.Spec(jobId, chain.Options.ChainId, contracts, prices.Sources), cancellationToken);

        await contracts.RequestPriceAsync(JobTopic.FromText(jobId), cancellationToken: cancellationToken);

        var run = await RunAsync(node.Api, job);
        var traceId = run.GetProperty("attributes").GetProperty("traceId").GetString()!;
        var trace = await collector.UntilAsync(traceId, spans => spans.Any(span => span.Name == "run finish"));
        var names = trace.Select(span => span.Name).ToList();
        string[] expected =
            ["trigger log", "run execute", "task ethabidecodelog", "task http", "http request", "task median", "task ethtx", "transaction sign", "transaction send", "rpc", "transaction mined", "transaction confirmed", "run finish"];
        Assert.Empty(expected.Except(names));
        Assert.True(trace.Count >= 8, $"{trace.Count} spans");

        // Connected: one first span, and every other one stands under a span of the trace.
        var ids = trace.Select(span => span.SpanId).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(trace.Count, ids.Count);
        var first = Assert.Single(trace, span => span.ParentId.Length == 0);
        Assert.Equal("trigger log", first.Name);
        Assert.All(trace.Where(span => span != first), span => Assert.Contains(span.ParentId, ids));
        Assert.All(trace, span => Assert.True(span.EndedAt >= span.StartedAt, span.ToString()));

        // What goes outside stands under the task that asked, and the sending under the transaction.
        var http = trace.First(span => span.Name == "http request");
        Assert.Equal("task http", trace.Single(span => span.SpanId == http.ParentId).Name);
        Assert.Contains(trace, span => span.Name == "rpc" && span.Tags["rpc.method"] == "eth_sendRawTransaction" && trace.Single(parent => parent.SpanId == span.ParentId).Name == "transaction send");
        Assert.Equal(run.GetProperty("id").GetString(), first.Tags["run.id"]);
    }

    private static async Task<System.Text.Json.JsonElement> RunAsync(NodeApi api, string job)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var runs = (await api.SendAsync(HttpMethod.Get, $"/v2/jobs/{job}/runs", null, TestContext.Current.CancellationToken)).GetProperty("data");
            if (runs.GetArrayLength() > 0 && runs[0].GetProperty("attributes").GetProperty("state").GetString() == "completed")
            {
                return runs[0].Clone();
            }

            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(60), $"the run does not end: {runs}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
