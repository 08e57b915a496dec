using System.Diagnostics;
using Node.Benchmarks.Figures;
using Node.Composition;
using Node.Core.Storage;

namespace Node.Benchmarks.Runs;

/// <summary>Durable runs per second through inbox, journal, runner and executor, next to the same rows by raw bulk insert.</summary>
internal static class RunsBenchmark
{
    private const int RunsDefault = 40_000;
    private const int JobsDefault = 64;

    /// <summary>Runs in one commit of the raw insert: as many as the journal commits at most.</summary>
    private const int RawPartRuns = 500;

    public static async Task RunAsync(BenchmarkOptions options, FigureReport report)
    {
        foreach (var engine in options.Engines)
        {
            await using IRunsStore store = engine == EngineKind.Sqlite ? new SqliteRunsStore() : await PostgresRunsStore.StartAsync();
            report.Write(await MeasureAsync(store, isEarly: false, options, report));
            report.Write(await MeasureAsync(store, isEarly: true, options, report));
        }
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(IRunsStore store, bool isEarly, BenchmarkOptions options, FigureReport report)
    {
        var runs = options.Count ?? RunsDefault;
        var setting = isEarly ? $"{store.Name}, at the door" : $"{store.Name}, accepted first";
        List<RunsRound> node = [];
        List<RunsRound> raw = [];
        List<double> bytes = [];
        List<double> recordBytes = [];
        for (var round = 0; round <= options.Rounds; round++)
        {
            // The first round only warms up.
            var url = await store.CreateAsync();
            var nodeRound = await RunNodeAsync(store, url, runs, isEarly, options);
            var stored = await ReadAsync(url);
            var rawRound = await InsertRawAsync(store, stored);
            if (round > 0)
            {
                report.Progress($"{setting}, round {round}: {nodeRound.PerSecond:0} runs/s, raw {rawRound.PerSecond:0} runs/s");
                node.Add(nodeRound);
                raw.Add(rawRound);
                bytes.Add((double)await store.BytesAsync(url) / runs);
                recordBytes.Add(stored.Average(run => run.Record.Length));
            }
        }

        IReadOnlyList<Figure> figures =
        [
            Of("durable runs", node.Select(round => round.PerSecond).Median(), "runs/s", Bar.AtLeast(10_000)),
            Of("slowest round", node.Min(round => round.PerSecond), "runs/s"),
            Of("fastest round", node.Max(round => round.PerSecond), "runs/s"),
            Of("same rows, raw bulk insert", raw.Select(round => round.PerSecond).Median(), "runs/s"),
            Of("share of the raw insert", node.Zip(raw, (a, b) => a.PerSecond / b.PerSecond).Median(), "", Bar.AtLeast(0.2)),
            Of("node CPU per run", node.Select(round => round.NodeCpu.TotalMicroseconds / round.Runs).Median(), "us"),
            Of("server CPU per run", node.Select(round => round.ServerCpu.TotalMicroseconds / round.Runs).Median(), "us"),
            Of("raw: client and server CPU per run", raw.Select(round => (round.NodeCpu + round.ServerCpu).TotalMicroseconds / round.Runs).Median(), "us"),
            Of("kept per run, with key and indexes", bytes.Median(), "bytes"),
            Of("of it the record", recordBytes.Median(), "bytes"),
            Of("write-ahead log per run", node.Select(round => (double)round.LogBytes / round.Runs).Median(), "bytes"),
        ];

        // An engine without a server has no figures of one.
        return [.. figures.Where(figure => figure.Value > 0)];

        Figure Of(string name, double value, string unit, Bar? bar = null) => new("runs", setting, name, value, unit, bar);
    }

    private static async Task<RunsRound> RunNodeAsync(IRunsStore store, string url, int runs, bool isEarly, BenchmarkOptions options)
    {
        await using var node = await MeasuredNode.StartAsync(url, options.Jobs ?? JobsDefault);
        return await node.RunAsync(runs, options.Callers, store, isEarly);
    }

    private static async Task<IReadOnlyList<StoredRun>> ReadAsync(string url)
    {
        await using var database = Database.Open(DatabaseUrl.Parse(url), TimeProvider.System);
        return await database.ReadAsync(
            session => session.QueryAsync<StoredRun>(
                "SELECT id, job_id, state, trigger_kind, trigger_key, accepted_at, finished_at, record FROM runs ORDER BY id"),
            CancellationToken.None);
    }

    private static async Task<RunsRound> InsertRawAsync(IRunsStore store, IReadOnlyList<StoredRun> runs)
    {
        var url = await store.CreateAsync();
        await using (var database = Database.Open(DatabaseUrl.Parse(url), TimeProvider.System))
        {
            await MigrationRunner.ApplyAsync(
                database, MigrationSource.Read(database.Dialect.Engine, NodeHost.MigrationOwners), CancellationToken.None);
        }

        IReadOnlyList<StoredRun[]> parts = [.. runs.Chunk(RawPartRuns)];
        var serverCpu = store.ServerCpu;
        var cpu = Environment.CpuUsage.TotalTime;
        var startedAt = Stopwatch.GetTimestamp();
        await store.InsertAsync(url, parts);
        return new RunsRound(runs.Count, Stopwatch.GetElapsedTime(startedAt), Environment.CpuUsage.TotalTime - cpu, store.ServerCpu - serverCpu, 0);
    }
}
