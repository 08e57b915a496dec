using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Node.Benchmarks.Figures;
using Node.Benchmarks.Runs;
using Node.Core.Health;
using Node.Core.Services;
using Node.Profiling;

namespace Node.Benchmarks.Nurses;

/// <summary>What the nurse costs: quiet next to off, and gathering under full load; and how long a round of many checks takes.</summary>
internal static class NurseBenchmark
{
    private const string Name = "nurse";
    private const int RunsDefault = 40_000;
    private const int JobsDefault = 64;
    private const int PartRuns = 10_000;

    // One pair says little on a machine that does other things too: the middle of many does.
    private const int PairsPerRound = 4;
    private const int Checks = 1000;
    private const int HealthCalls = 500;
    private const int HealthWarmups = 50;

    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task RunAsync(BenchmarkOptions options, FigureReport report)
    {
        await using var store = new SqliteRunsStore();
        report.Write(await QuietAsync(store, options, report));
        report.Write(await GatheringAsync(store, options, report));
        report.Write(await CheckerAsync(store, report));
    }

    private static async Task<IReadOnlyList<Figure>> QuietAsync(SqliteRunsStore store, BenchmarkOptions options, FigureReport report)
    {
        List<RunsRound> off = [];
        List<RunsRound> quiet = [];
        for (var pair = 0; pair <= options.Rounds * PairsPerRound; pair++)
        {
            // Which goes first changes; the first pair only warms up.
            foreach (var isOn in pair % 2 == 0 ? new[] { false, true } : [true, false])
            {
                await using var node = await MeasuredNode.StartAsync(
                    await store.CreateAsync(), options.Jobs ?? JobsDefault, node => node with { AutoPprof = new AutoPprofOptions { Enabled = isOn } });
                var measured = await node.RunAsync((options.Count ?? RunsDefault) / PairsPerRound, options.Callers, store);
                if (pair > 0)
                {
                    (isOn ? quiet : off).Add(measured);
                }
            }

            if (pair > 0)
            {
                report.Progress($"pair {pair}: {quiet[^1].PerSecond:0} runs/s with the nurse, {off[^1].PerSecond:0} without: {quiet[^1].PerSecond / off[^1].PerSecond:0.000}");
            }
        }

        return
        [
            Of("quiet", "durable runs, nurse off", off.Select(round => round.PerSecond).Median(), "runs/s"),
            Of("quiet", "durable runs, nurse on", quiet.Select(round => round.PerSecond).Median(), "runs/s"),
            Of("quiet", "on to off, middle of the pairs", quiet.Zip(off, (a, b) => a.PerSecond / b.PerSecond).Median(), "", Bar.AtLeast(0.99)),
            Of("quiet", "CPU per run, on to off, middle of the pairs", quiet.Zip(off, (a, b) => a.NodeCpu / a.Runs / (b.NodeCpu / b.Runs)).Median(), "", Bar.AtMost(1.01)),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> GatheringAsync(SqliteRunsStore store, BenchmarkOptions options, FigureReport report)
    {
        List<double> before = [];
        List<double> during = [];
        List<double> speeds = [];
        for (var round = 0; round < options.Rounds; round++)
        {
            var (plain, plainSpeed) = await LoadAsync(store, options, isGathering: false);
            var (gathered, gatheredSpeed) = await LoadAsync(store, options, isGathering: true);
            report.Progress($"round {round + 1}: p99 {plain:0.0} ms, while gathering {gathered:0.0} ms");
            before.Add(plain);
            during.Add(gathered);
            speeds.Add(gatheredSpeed / plainSpeed);
        }

        return
        [
            Of("gathering", "p99 of an acknowledgement", before.Median(), "ms"),
            Of("gathering", "p99 while profiles are gathered", during.Median(), "ms"),
            Of("gathering", "p99, gathering to not", during.Zip(before, (a, b) => a / b).Median(), "", Bar.AtMost(2)),
            Of("gathering", "runs/s, gathering to not", speeds.Median(), ""),
        ];
    }

    // Each part ends with a count of keys, runs and triggers: one that was lost ends the benchmark.
    private static async Task<(double P99, double PerSecond)> LoadAsync(SqliteRunsStore store, BenchmarkOptions options, bool isGathering)
    {
        await using var node = await MeasuredNode.StartAsync(
            await store.CreateAsync(), options.Jobs ?? JobsDefault, node => node with { AutoPprof = new AutoPprofOptions { GatherDuration = Gathering } });
        var nurse = node.Services.GetRequiredService<Nurse>();
        await node.RunAsync(PartRuns, options.Callers, store);
        ConcurrentBag<double> waits = [];
        if (isGathering)
        {
            nurse.GatherVitals("benchmark", new Dictionary<string, string>());
        }

        // Until the last profile is written: the names of methods and the encoding come at the end.
        var startedAt = Stopwatch.GetTimestamp();
        var runs = 0L;
        while (isGathering ? nurse.Gatherings == 0 : Stopwatch.GetElapsedTime(startedAt) < Gathering)
        {
            runs += (await node.RunAsync(PartRuns, options.Callers, store, waits: waits)).Runs;
            if (Stopwatch.GetElapsedTime(startedAt) > Patience)
            {
                throw new BenchmarkException($"the nurse has gathered nothing after {Patience}; the log says why");
            }
        }

        return (waits.Percentile(99), runs / Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
    }

    private static async Task<IReadOnlyList<Figure>> CheckerAsync(SqliteRunsStore store, FigureReport report)
    {
        using var release = new ManualResetEventSlim();
        var update = await UpdateAsync(release);
        report.Progress($"an update of {Checks} checks took {update.TotalMilliseconds:0} ms");
        await using var node = await MeasuredNode.StartAsync(await store.CreateAsync(), 1);
        var checker = node.Services.GetRequiredService<IChecker>();
        RegisterAll(checker, release);
        while (checker.IsReady().Checks.Keys.Count(name => name.StartsWith("bench", StringComparison.Ordinal)) < Checks)
        {
            await Task.Delay(1);
        }

        using var http = new HttpClient { BaseAddress = node.Url };
        List<double> waits = [];
        for (var i = 0; i < HealthWarmups + HealthCalls; i++)
        {
            var askedAt = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(new Uri("/health", UriKind.Relative));
            await answer.Content.ReadAsByteArrayAsync();
            if (i >= HealthWarmups)
            {
                waits.Add(Stopwatch.GetElapsedTime(askedAt).TotalMilliseconds);
            }
        }

        release.Set();
        return
        [
            Of("1,000 checks", "update with 10 that hang, 10 that throw", update.TotalSeconds, "s", Bar.AtMost(1)),
            Of("1,000 checks", "/health, p50", waits.Percentile(50), "ms", Bar.AtMost(5)),
            Of("1,000 checks", "/health, p99", waits.Percentile(99), "ms", Bar.AtMost(5)),
        ];
    }

    // The first update of a checker that has them all: in a node that runs, registering them one by one is a part of it.
    private static async Task<TimeSpan> UpdateAsync(ManualResetEventSlim release)
    {
        var checker = new Checker(new CheckerOptions(), TimeProvider.System, NullLogger<Checker>.Instance);
        RegisterAll(checker, release);
        var startedAt = Stopwatch.GetTimestamp();
        await checker.StartAsync(CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(startedAt);
        if (checker.IsReady().Checks.Count != Checks)
        {
            throw new BenchmarkException($"{checker.IsReady().Checks.Count} of {Checks} checks were answered");
        }

        await checker.CloseAsync();
        return took;
    }

    private static void RegisterAll(IChecker checker, ManualResetEventSlim release)
    {
        for (var i = 0; i < Checks; i++)
        {
            checker.Register($"bench {i:0000}", new BenchCheck($"bench {i:0000}", (i % 100) switch
            {
                0 => () => Hang(release),
                50 => () => throw new InvalidOperationException("broken"),
                _ => () => null,
            }));
        }
    }

    private static HealthFault? Hang(ManualResetEventSlim release)
    {
        release.Wait(TimeSpan.FromMinutes(2));
        return null;
    }

    private static Figure Of(string setting, string name, double value, string unit, Bar? bar = null) => new(Name, setting, name, value, unit, bar);
}
