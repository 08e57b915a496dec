using Node.Benchmarks.Figures;
using Node.Benchmarks.Runs;
using Node.Core.Config;

namespace Node.Benchmarks.Retention;

/// <summary>The node's own service holds the limit, at full inflow and afterwards.</summary>
internal sealed class LimitMeasure(IRunsStore store, FigureReport report, FigureList figures)
{
    private const long SizeMax = 200_000_000;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    /// <summary>The history alone, which is what the limit is for: keys, which it does not count, are left out.</summary>
    public async Task HistoryAsync(int count)
    {
        var (most, last, isReached) = await RunAsync(count, withKeys: false, node => node.HistoryBytesAsync());
        figures.Add("history by HistorySizeMax of 200 MB, at most", most, "", Bar.AtMost(1.1));
        figures.Add("history by HistorySizeMax of 200 MB, in the end", last, "", isReached ? Bar.AtLeast(0.9) : null);
    }

    /// <summary>The whole database, with the keys of all runs that were accepted, of which those of pruned runs stay for <c>KeyAgeMax</c>.</summary>
    public async Task WithKeysAsync(int count)
    {
        var (most, last, _) = await RunAsync(count, withKeys: true, node => node.AllBytesAsync());
        figures.Add($"database with the keys of {count} runs by HistorySizeMax, at most", most, "");
        figures.Add($"database with the keys of {count} runs by HistorySizeMax, in the end", last, "");
    }

    // Too few runs do not reach the limit, and nothing of them goes.
    private async Task<(double Most, double Last, bool IsReached)> RunAsync(int count, bool withKeys, Func<HistoryNode, Task<long>> measure)
    {
        await using var node = await HistoryNode.StartAsync(await store.CreateAsync(), new FileSize(SizeMax));
        var fixedBytes = await measure(node);
        List<double> sizes = [];
        await node.StoreAsync(count, withKeys, null, async done =>
        {
            if (done % 10_000 == 0)
            {
                sizes.Add(await ShareAsync());
            }
        });
        await Task.Delay(Rest);
        var last = await ShareAsync();
        var kept = await node.CountAsync();
        report.Progress($"{store.Name}: {kept} of {count} runs within {SizeMax} bytes");
        return (sizes.Append(last).Max(), last, kept < count);

        async Task<double> ShareAsync() => (double)(await measure(node) - fixedBytes) / SizeMax;
    }
}
