using System.Diagnostics;
using System.Globalization;
using Node.Benchmarks.Figures;
using Node.Benchmarks.Runs;
using Node.Core.Storage;
using Node.Jobs.Runs;

namespace Node.Benchmarks.Retention;

/// <summary>What a million stored runs cost: bytes, latency of new runs, and taking them and their keys away while the node works.</summary>
internal static class RetentionBenchmark
{
    private const int RunsDefault = 1_000_000;
    private const int CallersDefault = 16;
    private const int FewRuns = 10;
    private const double DeletionMax = 100;
    private static readonly TimeSpan Long = TimeSpan.FromDays(1000);

    public static async Task RunAsync(BenchmarkOptions options, FigureReport report)
    {
        var count = options.Count ?? RunsDefault;
        foreach (var engine in options.Engines)
        {
            await using IRunsStore store = engine == EngineKind.Sqlite ? new SqliteRunsStore() : await PostgresRunsStore.StartAsync();
            var figures = new FigureList(store.Name);
            await MeasureManyAsync(store, count, options, report, figures);
            var limit = new LimitMeasure(store, report, figures);
            await limit.HistoryAsync(count / 2);
            await limit.WithKeysAsync(count * 3 / 10);
            report.Write(figures.All);
        }
    }

    private static async Task MeasureManyAsync(IRunsStore store, int count, BenchmarkOptions options, FigureReport report, FigureList figures)
    {
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

        figures.Add("price run, key and indexes included", (double)await store.BytesAsync(url) / count, "bytes", Bar.AtMost(1536));
        figures.Add("of it the record", record.Stored, "bytes");
        figures.Add("the record as text", record.Text, "bytes");
        var callers = options.CallersAsked ?? CallersDefault;
        var growth = new GrowthMeasure(few, many, figures);
        await growth.OneCallerAsync(options.Rounds * 3);
        await growth.ManyCallersAsync(callers, options.Rounds * 3);
        await MeasureDeletionAsync(few, many, count, figures);
        await new PruneMeasure(many, callers, report, figures).RunAsync();
    }

    private static async Task MeasureDeletionAsync(HistoryNode few, HistoryNode many, int count, FigureList figures)
    {
        var (fewJob, manyJob) = (await few.CreateJobAsync(CallSpecs.Compute), await many.CreateJobAsync(CallSpecs.Compute));
        await few.StoreAsync(FewRuns, withKeys: true, long.Parse(fewJob, CultureInfo.InvariantCulture), _ => Task.CompletedTask);
        await many.StoreAsync(count / 10, withKeys: true, long.Parse(manyJob, CultureInfo.InvariantCulture), _ => Task.CompletedTask);
        figures.Add("deleting a job of 10 runs", (await few.DeleteJobAsync(fewJob)).TotalMilliseconds, "ms");
        figures.Add("deleting a job of a tenth of the runs", (await many.DeleteJobAsync(manyJob)).TotalMilliseconds, "ms", Bar.AtMost(DeletionMax));
    }
}
