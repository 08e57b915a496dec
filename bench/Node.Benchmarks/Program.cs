using Node.Benchmarks;
using Node.Benchmarks.ColdStart;
using Node.Benchmarks.Figures;
using Node.Benchmarks.Http;
using Node.Benchmarks.Latency;
using Node.Benchmarks.Nurses;
using Node.Benchmarks.Pipelines;
using Node.Benchmarks.Retention;
using Node.Benchmarks.Runs;
using Node.Benchmarks.Schedules;
using Node.Benchmarks.Signatures;

if (args is [Callers.Argument])
{
    return Callers.Run();
}

if (!BenchmarkOptions.TryRead(args, out var options, out var problem))
{
    Console.Error.WriteLine(problem);
    Console.Error.WriteLine(BenchmarkOptions.Usage);
    return 2;
}

var report = new FigureReport(Console.Out, Console.Error, options.Json);
try
{
    foreach (var benchmark in options.Benchmarks)
    {
        switch (benchmark)
        {
            case "pipeline":
                await PipelineBenchmark.RunAsync(options, report);
                break;
            case "runs":
                await RunsBenchmark.RunAsync(options, report);
                break;
            case "http":
                await HttpBenchmark.RunAsync(options, report);
                break;
            case "retention":
                await RetentionBenchmark.RunAsync(options, report);
                break;
            case "start":
                await StartBenchmark.RunAsync(options, report);
                break;
            case "schedules":
                await SchedulesBenchmark.RunAsync(options, report);
                break;
            case "many-jobs":
                await ManyJobsBenchmark.RunAsync(options, report);
                break;
            case "latency":
                await LatencyBenchmark.RunAsync(options, report);
                break;
            case "nurse":
                await NurseBenchmark.RunAsync(options, report);
                break;
            case "signatures":
                await SignatureBenchmark.RunAsync(options, report);
                break;
        }
    }

    return 0;
}
catch (Exception e) when (e is BenchmarkException or InvalidOperationException or PlatformNotSupportedException or FileNotFoundException)
{
    Console.Error.WriteLine($"not measured: {e.Message}");
    return 1;
}
