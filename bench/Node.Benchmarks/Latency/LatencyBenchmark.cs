using DevChain.Chains;
using DevChain.Contracts;
using DevChain.Nodes;
using DevChain.Prices;
using Node.Benchmarks.Figures;

namespace Node.Benchmarks.Latency;

/// <summary>From the block that holds a request to the block that holds its answer: a local chain with a block each second, the real process on SQLite.</summary>
internal static class LatencyBenchmark
{
    private const int RequestsDefault = 200;
    private const string Name = "latency";

    // Not a whole number of blocks: requests come at all moments between two blocks.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(1310);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    public static async Task RunAsync(BenchmarkOptions options, FigureReport report)
    {
        var count = options.Count ?? RequestsDefault;
        await using var chain = await AnvilProcess.StartAsync(new AnvilOptions { BlockTime = TimeSpan.FromSeconds(1) });
        var contracts = await DevContracts.DeployAsync(chain);
        await contracts.FundConsumerAsync(count * DevContracts.Link);
        await using var prices = PriceServer.Start();
        prices.Prices = [1999.5m, 2000.25m, 2001m];
        var folder = Directory.CreateTempSubdirectory("oracle-node-bench-").FullName;
        await using var node = await NodeProcess.StartAsync(
            new NodeProcessOptions { DataFolder = folder, FolderToRemove = folder, Settings = NodeSettings.For(chain, prices.Host) });
        var key = await node.Api.CreateKeyAsync(chain.Options.ChainId);
        await chain.ExecuteNowAsync(key.ToString(), [], 100 * DevContracts.Link);
        await contracts.AuthoriseAsync([key]);
        var jobId = Guid.NewGuid();
        await node.Api.CreateJobAsync(PriceJob.Spec(jobId, chain.Options.ChainId, contracts, prices.Sources));
        report.Progress($"{count} requests, one each {Interval.TotalSeconds} s");
        await using var watch = new BlockWatch(chain.Rpc);
        var waits = await RequestAsync(contracts, jobId, count);
        IReadOnlyList<double> blocks = [.. waits.Select(wait => (double)(wait.Answered - wait.Requested))];
        IReadOnlyList<double> seconds = [.. waits.Select(wait => watch.SecondsBetween(wait.Requested, wait.Answered))];
        var setting = $"{count} requests";
        report.Write(
        [
            new(Name, setting, "p50", blocks.Percentile(50), "blocks", Bar.AtMost(1)),
            new(Name, setting, "p95", blocks.Percentile(95), "blocks"),
            new(Name, setting, "p99", blocks.Percentile(99), "blocks", Bar.AtMost(2)),
            new(Name, setting, "longest", blocks.Max(), "blocks"),
            new(Name, setting, "p50", seconds.Percentile(50), "s"),
            new(Name, setting, "p95", seconds.Percentile(95), "s"),
            new(Name, setting, "p99", seconds.Percentile(99), "s"),
        ]);
    }

    private static async Task<IReadOnlyList<(long Requested, long Answered)>> RequestAsync(DevContracts contracts, Guid jobId, int count)
    {
        using var timer = new PeriodicTimer(Interval);
        List<Task<(long Requested, long Answered)>> waits = [];
        for (var i = 0; i < count; i++)
        {
            waits.Add(FollowAsync());
            await timer.WaitForNextTickAsync();
        }

        return await Task.WhenAll(waits);

        async Task<(long Requested, long Answered)> FollowAsync()
        {
            var request = await contracts.RequestPriceAsync(JobTopic.FromText(jobId));
            var givenUpAt = TimeProvider.System.GetUtcNow() + Patience;
            while (TimeProvider.System.GetUtcNow() < givenUpAt)
            {
                if (await contracts.ReadAnsweredAtBlockAsync(request.RequestId) is { } answered)
                {
                    return (request.BlockNumber, answered);
                }

                await Task.Delay(Poll);
            }

            throw new BenchmarkException($"the request of transaction {request.TxHash} was not answered within {Patience}");
        }
    }
}
