using System.Diagnostics;
using Node.Benchmarks.Figures;
using Node.Commands;
using Node.Core.Randomness;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Tasks;
using Node.Jobs.Pipeline.Values;

namespace Node.Benchmarks.Pipelines;

/// <summary>The pipeline alone, in memory: processor time and allocations of one execution, of its record, and of compiling.</summary>
internal static class PipelineBenchmark
{
    private const int ExecutionsDefault = 20_000;

    private static readonly string Price =
        $"""
        {Source("1")}
        {Source("2")}
        {Source("3")}
        answer [type=median]
        """;

    public static async Task RunAsync(BenchmarkOptions options, FigureReport report)
    {
        var registry = StandardTasks.CreateRegistry(new TaskServices(new CannedHttp(), new NoChains()));
        var count = options.Count ?? ExecutionsDefault;
        var asked = string.Join('\n', new[] { "1", "2", "3" }.Select(n => $"""ask{n} [type=http url="https://prices.example/{n}"] ask{n} -> parse{n}"""));
        List<Figure> figures =
        [
            .. await MeasureAsync("price, 7 tasks", Price.Replace("DATA", "data=\"$(body)\"", StringComparison.Ordinal), Bar.AtMost(30)),
            .. await MeasureAsync("with canned http, 10 tasks", asked + "\n" + Price.Replace("DATA", "", StringComparison.Ordinal), Bar.AtMost(60)),
            Compile(registry, options.Rounds),
        ];
        report.Write(figures);

        async Task<IReadOnlyList<Figure>> MeasureAsync(string setting, string source, Bar bar)
        {
            var pipeline = PipelineCompiler.Compile(source, registry).Pipeline ?? throw new BenchmarkException("the benchmark's own pipeline has faults");
            return await ExecuteAsync(setting, pipeline, count, options.Rounds, bar);
        }
    }

    private static string Source(string n) =>
        $"""
        parse{n} [type=jsonparse DATA path="data,result"]
        scale{n} [type=multiply times=1000000]
        parse{n} -> scale{n} -> answer
        """;

    private static async Task<IReadOnlyList<Figure>> ExecuteAsync(string setting, CompiledPipeline pipeline, int count, int rounds, Bar bar)
    {
        var executor = new PipelineExecutor();
        var context = new RunContext
        {
            RunId = 1,
            Effects = new NoEffects(),
            Time = TimeProvider.System,
            Random = new SystemRandomSource(),
            Variables = new MapValue(new() { ["body"] = PipelineValue.Of(CannedHttp.Body) }),
        };
        List<double> cpu = [], allocated = [], recordTime = [];
        var recordBytes = 0;
        for (var round = -2; round < rounds; round++)
        {
            var bytesBefore = GC.GetTotalAllocatedBytes(precise: true);
            var cpuBefore = Environment.CpuUsage.TotalTime;
            PipelineRun? run = null;
            for (var i = 0; i < count; i++)
            {
                run = await executor.RunAsync(pipeline, context, CancellationToken.None);
            }

            var cpuUsed = Environment.CpuUsage.TotalTime - cpuBefore;
            var bytesUsed = GC.GetTotalAllocatedBytes(precise: true) - bytesBefore;
            if (run!.State != RunState.Completed)
            {
                throw new BenchmarkException($"the pipeline ended as {run.State}");
            }

            var startedAt = Stopwatch.GetTimestamp();
            for (var i = 0; i < count; i++)
            {
                recordBytes = RunRecordWriter.Write(run).Length;
            }

            // The first two rounds are for the compiler of the runtime.
            if (round >= 0)
            {
                cpu.Add(cpuUsed.TotalMicroseconds / count);
                allocated.Add((double)bytesUsed / count);
                recordTime.Add(Stopwatch.GetElapsedTime(startedAt).TotalMicroseconds / count);
            }
        }

        return
        [
            new("pipeline", setting, "CPU per execution", cpu.Median(), "us", bar),
            new("pipeline", setting, "allocated per execution", allocated.Median(), "bytes"),
            new("pipeline", setting, "writing its record", recordTime.Median(), "us"),
            new("pipeline", setting, "record", recordBytes, "bytes"),
        ];
    }

    private static Figure Compile(TaskRegistry registry, int rounds)
    {
        const int Repeats = 100;
        var source = string.Concat(Enumerable.Range(0, 50).Select(i =>
            $"a{i} [type=jsonparse data=\"$(body)\" path=\"data,result\"]\nb{i} [type=multiply times=100]\na{i} -> b{i}\n"));
        List<double> times = [];
        for (var round = -2; round < rounds; round++)
        {
            var startedAt = Stopwatch.GetTimestamp();
            for (var i = 0; i < Repeats; i++)
            {
                _ = PipelineCompiler.Compile(source, registry).Pipeline ?? throw new BenchmarkException("the benchmark's own pipeline has faults");
            }

            if (round >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(startedAt).TotalMicroseconds / Repeats);
            }
        }

        return new Figure("pipeline", "100 tasks", "compiling", times.Median(), "us", Bar.AtMost(2000));
    }
}
