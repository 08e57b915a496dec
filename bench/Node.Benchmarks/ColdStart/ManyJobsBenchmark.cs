using System.Diagnostics;
using System.Globalization;
using DevChain.Nodes;
using Node.Benchmarks.Figures;

namespace Node.Benchmarks.ColdStart;

/// <summary>A folder of specs: applied by the command line, replaced, and ready again after a restart; and the memory that the jobs take.</summary>
internal static class ManyJobsBenchmark
{
    private const int JobsDefault = 1000;
    private const string Name = "many-jobs";

    // The bar is for the memory ten minutes after the start.
    private const int IdleDefault = 600;

    public static async Task RunAsync(BenchmarkOptions options, FigureReport report)
    {
        var jobs = options.Jobs ?? JobsDefault;
        var folder = Directory.CreateTempSubdirectory("oracle-node-bench-");
        try
        {
            var specs = folder.CreateSubdirectory("specs").FullName;
            var data = folder.CreateSubdirectory("data").FullName;
            var setting = $"{jobs} jobs";
            var first = await NodeProcess.StartAsync(new NodeProcessOptions { DataFolder = data, Program = options.Program });
            var credentials = first.Credentials;
            await using (first)
            {
                Write(specs, jobs, path: "last");
                report.Write([new(Name, setting, "jobs apply of a folder, all new", await ApplyAsync(first, specs, options, $"{jobs} created"), "s", Bar.AtMost(2.0))]);
                report.Write([new(Name, setting, "the same again, nothing to do", await ApplyAsync(first, specs, options, $"{jobs} unchanged"), "s")]);
                Write(specs, jobs, path: "price");
                report.Write([new(Name, setting, "all replaced", await ApplyAsync(first, specs, options, $"{jobs} replaced"), "s")]);
            }

            report.Write(await RestartAsync(data, credentials, setting, options, report));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Figure>> RestartAsync(
        string data, NodeCredentials credentials, string setting, BenchmarkOptions options, FigureReport report)
    {
        List<double> seconds = [];
        List<double> cpu = [];
        List<double> memory = [];
        var memoryLater = 0.0;
        for (var restart = 1; restart <= options.Rounds; restart++)
        {
            var startedAt = Stopwatch.GetTimestamp();
            await using var node = await NodeProcess.StartAsync(
                new NodeProcessOptions { DataFolder = data, Credentials = credentials, Program = options.Program });
            seconds.Add(Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
            cpu.Add(ProcessCpu.OfTree(node.ProcessId).TotalSeconds);
            memory.Add(ProcessCpu.ResidentMebibytes(node.ProcessId));
            report.Progress($"restart {restart}: ready after {seconds[^1]:0.00} s, {memory[^1]:0} MiB");
            if (restart == options.Rounds)
            {
                report.Progress($"idle for {options.Idle ?? IdleDefault} s");
                await Task.Delay(TimeSpan.FromSeconds(options.Idle ?? IdleDefault));
                memoryLater = ProcessCpu.ResidentMebibytes(node.ProcessId);
            }
        }

        return
        [
            new(Name, setting, "restart to ready", seconds.Median(), "s", Bar.AtMost(1.5)),
            new(Name, setting, "slowest restart", seconds.Max(), "s"),
            new(Name, setting, "processor time of it", cpu.Median(), "s"),
            new(Name, setting, "resident memory when ready", memory.Median(), "MiB"),
            new(Name, setting, $"resident memory after {options.Idle ?? IdleDefault} s", memoryLater, "MiB", Bar.AtMost(120)),
        ];
    }

    private static void Write(string folder, int jobs, string path)
    {
        for (var i = 0; i < jobs; i++)
        {
            File.WriteAllText(
                Path.Combine(folder, i.ToString("0000", CultureInfo.InvariantCulture) + ".toml"),
                StoredJobs.Spec(i).Replace("path=\"last\"", $"path=\"{path}\"", StringComparison.Ordinal));
        }
    }

    /// <summary>Runs the command as an operator does.</summary>
    /// <returns>Seconds from its start to its end.</returns>
    private static async Task<double> ApplyAsync(NodeProcess node, string folder, BenchmarkOptions options, string expected)
    {
        var start = new ProcessStartInfo(options.Program ?? NodeProcess.FindProgram(), ["jobs", "apply", folder, "--node", node.Url.ToString()])
        {
            RedirectStandardOutput = true,
            Environment = { ["NODE_API_KEY"] = node.Credentials.Key, ["NODE_API_SECRET"] = node.Credentials.Secret },
        };
        var startedAt = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new BenchmarkException("jobs apply did not start");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var seconds = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        return process.ExitCode == 0 && output.Contains(expected, StringComparison.Ordinal)
            ? seconds
            : throw new BenchmarkException($"jobs apply ended with {process.ExitCode} and did not say \"{expected}\"");
    }
}
