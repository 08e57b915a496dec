using System.Diagnostics;
using System.Globalization;
using Node.Benchmarks.Figures;
using Node.Benchmarks.Runs;
using Node.Core.Config;
using Node.Core.Storage;
using Node.Jobs.Runs;

namespace Node.Benchmarks.Retention;

/// <summary>What a million stored runs cost: bytes, latency of new runs, and taking them away while the node works.</summary>
internal static class RetentionBenchmark
{
    private const int RunsDefault = 1_000_000;
    private const int FewRuns = 10;
    private const int Warmup = 500;
    private const int Block = 100;
    private const long SizeMax = 200_000_000;
    private static readonly TimeSpan Long = TimeSpan.FromDays(1000);

    public static async Task RunAsync(BenchmarkOptions options, FigureReport report)
    {
        foreach (var engine in options.Engines)
        {
            await using IRunsStore store = engine == EngineKind.Sqlite ? new SqliteRunsStore() : await PostgresRunsStore.StartAsync();
            List<Figure> figures = [];
            await MeasureManyAsync(store, options, report, figures);
            await MeasureLimitAsync(store, options, report, figures);
            report.Write(figures);
        }
    }

    private static async Task MeasureManyAsync(IRunsStore store, BenchmarkOptions options, FigureReport report, List<Figure> figures)
    {
        var count = options.Count ?? RunsDefault;
        var url = await store.CreateAsync();
        await using var few = await HistoryNode.StartAsync(await store.CreateAsync());
        await using var many = await HistoryNode.StartAsync(url);
        await few.StoreAsync(FewRuns, withKeys: true, null, _ => Task.CompletedTask);

        // Segments as they would be if this were all that may be kept.
        var limits = new RetentionLimits(Math.Max(count * 1000L, 16_000_000), Long);
        var startedAt = Stopwatch.GetTimestamp();
        var record = await many.StoreAsync(count, withKeys: true, null, async done =>
        {
            if (done % 10_000 == 0)
            {
                await many.Keeper.KeepAsync(limits, CancellationToken.None);
            }
        });
        report.Progress($"{store.Name}: {count} runs stored in {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:0} s");
        var stored = await many.CountAsync();
        if (stored != count)
        {
            throw new BenchmarkException($"of {count} runs {stored} are kept");
        }

        Add("price run, key and indexes included", (double)await store.BytesAsync(url) / count, "bytes", Bar.AtMost(1536));
        Add("of it the record", record.Stored, "bytes");
        Add("the record as text", record.Text, "bytes");
        await MeasureGrowthAsync(few, many, options.Rounds, Add);
        await MeasureDeletionAsync(few, many, count, Add);
        await MeasurePruningAsync(many, report, Add);

        void Add(string name, double value, string unit, Bar? bar = null) => figures.Add(new Figure("retention", store.Name, name, value, unit, bar));
    }

    // In turns, so that whatever else the machine does falls on both.
    private static async Task MeasureGrowthAsync(HistoryNode few, HistoryNode many, int rounds, Action<string, double, string, Bar?> add)
    {
        await few.RunAsync(Warmup);
        await many.RunAsync(Warmup);
        List<double> withFew = [], withMany = [], shares = [];
        for (var round = 0; round < rounds * 6; round++)
        {
            var (a, b) = (await few.RunAsync(Block), await many.RunAsync(Block));
            withFew.AddRange(a);
            withMany.AddRange(b);
            shares.Add(b.Median() / a.Median());
        }

        add("run latency p50 with 10 stored runs", withFew.Median(), "ms", null);
        add("run latency p50 with all stored runs", withMany.Median(), "ms", null);
        add("run latency p99 with 10 stored runs", withFew.Percentile(99), "ms", null);
        add("run latency p99 with all stored runs", withMany.Percentile(99), "ms", null);
        add("latency with all by latency with 10", shares.Median(), "", Bar.AtMost(1.2));
    }

    private static async Task MeasureDeletionAsync(HistoryNode few, HistoryNode many, int count, Action<string, double, string, Bar?> add)
    {
        var (fewJob, manyJob) = (await few.CreateJobAsync(), await many.CreateJobAsync());
        await few.StoreAsync(FewRuns, withKeys: true, long.Parse(fewJob, CultureInfo.InvariantCulture), _ => Task.CompletedTask);
        await many.StoreAsync(count / 10, withKeys: true, long.Parse(manyJob, CultureInfo.InvariantCulture), _ => Task.CompletedTask);
        add("deleting a job of 10 runs", (await few.DeleteJobAsync(fewJob)).TotalMilliseconds, "ms", null);
        add("deleting a job of a tenth of the runs", (await many.DeleteJobAsync(manyJob)).TotalMilliseconds, "ms", null);
    }

    private static async Task MeasurePruningAsync(HistoryNode node, FigureReport report, Action<string, double, string, Bar?> add)
    {
        var idle = await node.RunAsync(Warmup * 4);
        var before = await node.CountAsync();
        using var stop = new CancellationTokenSource();
        var running = node.RunAsync(int.MaxValue / 2, stop.Token);
        var startedAt = Stopwatch.GetTimestamp();
        await node.Keeper.KeepAsync(new RetentionLimits(16_000_000, Long), CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(startedAt);
        await stop.CancelAsync();
        var busy = await running;
        report.Progress($"pruned {before - await node.CountAsync() + busy.Count} runs in {took.TotalSeconds:0.0} s beside {busy.Count} new ones");
        add("pruning them all", took.TotalSeconds, "s", null);
        add("run latency p50 idle", idle.Median(), "ms", null);
        add("run latency p50 while pruning", busy.Median(), "ms", null);
        add("run latency p99 idle", idle.Percentile(99), "ms", null);
        add("run latency p99 while pruning", busy.Percentile(99), "ms", null);
        add("p99 while pruning by p99 idle", busy.Percentile(99) / idle.Percentile(99), "", Bar.AtMost(5));
        add("longest run while pruning", busy.Max(), "ms", null);
    }

    // The node's own service holds the limit, at full inflow and afterwards. Without keys, which do not count.
    private static async Task MeasureLimitAsync(IRunsStore store, BenchmarkOptions options, FigureReport report, List<Figure> figures)
    {
        await using var node = await HistoryNode.StartAsync(await store.CreateAsync(), new FileSize(SizeMax));
        var fixedBytes = await node.HistoryBytesAsync();
        List<double> sizes = [];
        await node.StoreAsync(options.Count ?? RunsDefault, withKeys: false, null, async done =>
        {
            if (done % 10_000 == 0)
            {
                sizes.Add((double)(await node.HistoryBytesAsync() - fixedBytes) / SizeMax);
            }
        });
        await Task.Delay(TimeSpan.FromSeconds(5));
        var last = (double)(await node.HistoryBytesAsync() - fixedBytes) / SizeMax;
        report.Progress($"{store.Name}: {await node.CountAsync()} runs within {SizeMax} bytes");
        figures.Add(new Figure("retention", store.Name, "history by HistorySizeMax of 200 MB, at most", sizes.Max(), "", Bar.AtMost(1.1)));
        figures.Add(new Figure("retention", store.Name, "history by HistorySizeMax of 200 MB, in the end", last, "", Bar.AtLeast(0.9)));
    }
}
