using System.Diagnostics;
using DevChain.Nodes;
using Node.Benchmarks.Figures;

namespace Node.Benchmarks.ColdStart;

/// <summary>The real process, from its start until <c>/ready</c> answers 200, and the memory that it takes.</summary>
internal static class StartBenchmark
{
    private const int JobsDefault = 1000;
    private const int IdleDefault = 60;
    private const string Name = "start";

    public static async Task RunAsync(BenchmarkOptions options, FigureReport report)
    {
        var jobs = options.Jobs ?? JobsDefault;
        report.Write(await MeasureAsync(0, options, report));
        report.Write(await MeasureAsync(jobs, options, report));
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(int jobs, BenchmarkOptions options, FigureReport report)
    {
        var folder = Directory.CreateTempSubdirectory("oracle-node-bench-");
        try
        {
            // The first start makes the database; it is a figure of its own.
            var startedAt = Stopwatch.GetTimestamp();
            var first = await NodeProcess.StartAsync(new NodeProcessOptions { DataFolder = folder.FullName });
            var firstSeconds = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
            var perSecond = await CreateAsync(first, jobs);
            var credentials = first.Credentials;
            await first.DisposeAsync();

            List<double> seconds = [];
            List<double> cpu = [];
            List<double> memory = [];
            var memoryLater = 0.0;
            for (var restart = 1; restart <= options.Rounds; restart++)
            {
                startedAt = Stopwatch.GetTimestamp();
                await using var node = await NodeProcess.StartAsync(
                    new NodeProcessOptions { DataFolder = folder.FullName, Credentials = credentials });
                seconds.Add(Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
                cpu.Add(ProcessCpu.OfTree(node.ProcessId).TotalSeconds);
                memory.Add(ProcessCpu.ResidentMebibytes(node.ProcessId));
                report.Progress($"restart {restart} with {jobs} jobs: ready after {seconds[^1]:0.00} s, {memory[^1]:0} MiB");
                await CheckAsync(node, jobs);
                if (restart == options.Rounds)
                {
                    await Task.Delay(TimeSpan.FromSeconds(options.Idle ?? IdleDefault));
                    memoryLater = ProcessCpu.ResidentMebibytes(node.ProcessId);
                }
            }

            var setting = $"{jobs} jobs";
            List<Figure> figures =
            [
                new(Name, setting, "first start, with migrations", firstSeconds, "s"),
                new(Name, setting, "restart to ready", seconds.Median(), "s", Bar.AtMost(2.0)),
                new(Name, setting, "processor time of it", cpu.Median(), "s"),
                new(Name, setting, "slowest restart", seconds.Max(), "s"),
                new(Name, setting, "resident memory when ready", memory.Median(), "MiB", Bar.AtMost(150)),
                new(Name, setting, $"resident memory after {options.Idle ?? IdleDefault} s", memoryLater, "MiB", Bar.AtMost(150)),
            ];
            return jobs == 0 ? figures : [.. figures, new(Name, setting, "creating them by API, one caller", perSecond, "jobs/s")];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> CreateAsync(NodeProcess node, int jobs)
    {
        var startedAt = Stopwatch.GetTimestamp();
        for (var i = 0; i < jobs; i++)
        {
            await node.Api.CreateJobAsync(StoredJobs.Spec(i));
        }

        return jobs / Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
    }

    private static async Task CheckAsync(NodeProcess node, int jobs)
    {
        var listed = await node.Api.SendAsync(HttpMethod.Get, "/v2/jobs?page=1&size=1", null);
        var count = listed.GetProperty("meta").GetProperty("count").GetInt32();
        if (count != jobs)
        {
            throw new BenchmarkException($"the node runs {count} jobs after the restart instead of {jobs}");
        }
    }
}
