using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Node.Benchmarks.Figures;
using Node.Core.Storage;
using Node.Jobs.Scheduling;
using Node.Jobs.Specs;

namespace Node.Benchmarks.Schedules;

/// <summary>How long many schedules take to start, and how late they fire: spread over a minute, and all at the same instants.</summary>
internal static class SchedulesBenchmark
{
    private const int CountDefault = 10_000;
    private static readonly TimeSpan SpreadFor = TimeSpan.FromSeconds(65);
    private static readonly TimeSpan TogetherFor = TimeSpan.FromSeconds(31);

    public static async Task RunAsync(BenchmarkOptions options, FigureReport report)
    {
        var count = options.Count ?? CountDefault;
        report.Write(
        [
            .. await MeasureAsync($"{count:#,0} spread", count, Spread, SpreadFor, report),
            .. await MeasureAsync($"{count:#,0} together", count, static _ => "@every 10s", TogetherFor, report),
        ]);
    }

    private static string Spread(int i) => (i % 3) switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"@every {20 + (i % 41)}s"),
        1 => string.Create(CultureInfo.InvariantCulture, $"CRON_TZ=America/New_York {i % 60} * * * * *"),
        _ => string.Create(CultureInfo.InvariantCulture, $"CRON_TZ=Europe/Paris {i % 30}/30 * * * * *"),
    };

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(
        string setting, int count, Func<int, string> textOf, TimeSpan duration, FigureReport report)
    {
        report.Progress($"{setting}: {duration.TotalSeconds:0} s");
        var folder = Directory.CreateTempSubdirectory("oracle-node-bench-").FullName;
        try
        {
            await using var database = Database.Open(DatabaseUrl.ForSqlite(Path.Combine(folder, "node.db")), TimeProvider.System);
            IReadOnlyList<Assembly> owners = [typeof(Database).Assembly, typeof(Scheduler).Assembly];
            await MigrationRunner.ApplyAsync(database, MigrationSource.Read(EngineKind.Sqlite, [.. owners]), CancellationToken.None);
            var ticks = new LastTicks(database, new LastTickRepository(), new JobRepository(), TimeProvider.System, NullLogger<LastTicks>.Instance);
            var scheduler = new Scheduler(ticks, TimeProvider.System, NullLogger<Scheduler>.Instance);
            var lateness = new LatenessListener();
            var startedAt = Stopwatch.GetTimestamp();
            await scheduler.StartAsync(CancellationToken.None);
            for (var i = 0; i < count; i++)
            {
                if (!ScheduleParser.TryParse(textOf(i), out var schedule, out var problem))
                {
                    throw new BenchmarkException($"the benchmark's own schedule is none: {problem}");
                }

                await scheduler.AddAsync(new ScheduleRequest { JobId = i + 1, Schedule = schedule, Listener = lateness });
            }

            var started = Stopwatch.GetElapsedTime(startedAt);
            var cpu = Environment.CpuUsage.TotalTime;
            await Task.Delay(duration);
            cpu = Environment.CpuUsage.TotalTime - cpu;
            await scheduler.CloseAsync();
            var late = lateness.Milliseconds;
            return
            [
                new("schedules", setting, "parsed and started", started.TotalSeconds, "s", Bar.AtMost(1)),
                new("schedules", setting, "ticks", late.Count, ""),
                new("schedules", setting, "lateness p50", late.Percentile(50), "ms"),
                new("schedules", setting, "lateness p99", late.Percentile(99), "ms", Bar.AtMost(100)),
                new("schedules", setting, "lateness max", late.Max(), "ms"),
                new("schedules", setting, "earliest", late.Min(), "ms", Bar.AtLeast(0)),
                new("schedules", setting, "CPU per tick", cpu.TotalMicroseconds / late.Count, "us"),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
