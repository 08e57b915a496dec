using System.Text;
using Node.Benchmarks.Pipelines;
using Node.Commands;
using Node.Core.Randomness;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Tasks;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;

namespace Node.Benchmarks.Retention;

/// <summary>Runs of the price pipeline of ten tasks, each really executed: three sources that are answered at once, then parse, scale, median.</summary>
internal sealed class PriceRuns
{
    private const string Source =
        """
        ask1 [type=http method=GET url="https://prices.example/1"] parse1 [type=jsonparse path="data,result"] scale1 [type=multiply times=1000000]
        ask2 [type=http method=GET url="https://prices.example/2"] parse2 [type=jsonparse path="data,result"] scale2 [type=multiply times=1000000]
        ask3 [type=http method=GET url="https://prices.example/3"] parse3 [type=jsonparse path="data,result"] scale3 [type=multiply times=1000000]
        answer [type=median]
        ask1 -> parse1 -> scale1 -> answer
        ask2 -> parse2 -> scale2 -> answer
        ask3 -> parse3 -> scale3 -> answer
        """;

    private readonly PipelineExecutor _executor = new();
    private readonly SystemRandomSource _random = new();
    private readonly CompiledPipeline _pipeline = PipelineCompiler.Compile(Source, StandardTasks.CreateRegistry(new TaskServices(new VaryingHttp(), new NoChains()))).Pipeline
        ?? throw new BenchmarkException("the benchmark's own pipeline has faults");

    private readonly Dictionary<long, PipelineValue> _jobs = [];

    /// <summary>Executes one run of a job.</summary>
    public async Task<FinishedRun> RunAsync(long id, long jobId)
    {
        var acceptedAt = TimeProvider.System.GetUtcNow();
        if (!_jobs.TryGetValue(jobId, out var job))
        {
            _jobs[jobId] = job = PipelineValue.Map(
                ("databaseID", PipelineValue.Of(jobId)),
                ("externalJobID", PipelineValue.Of(Guid.NewGuid().ToString("D"))),
                ("name", PipelineValue.Of($"price of asset {jobId}")),
                ("evmChainID", PipelineValue.Null));
        }

        var run = await _executor.RunAsync(
            _pipeline,
            new RunContext
            {
                RunId = id,
                Effects = new NoEffects(),
                Time = TimeProvider.System,
                Random = _random,
                Variables = new MapValue(new()
                {
                    ["jobSpec"] = job,
                    ["jobRun"] = PipelineValue.Map(("requestBody", PipelineValue.Of($"{{\"id\":\"{id}\"}}")), ("meta", PipelineValue.Null)),
                }),
            },
            CancellationToken.None);
        return run.State != RunState.Completed
            ? throw new BenchmarkException($"the pipeline ended as {run.State}")
            : new FinishedRun
            {
                Id = id,
                JobId = jobId,
                State = RunStatus.Completed,
                TriggerKind = TriggerKind.Webhook,
                TriggerKey = Guid.NewGuid().ToString("D"),
                AcceptedAt = acceptedAt,
                FinishedAt = run.FinishedAt,
                Record = Encoding.UTF8.GetString(RunRecordWriter.Write(run)),
            };
    }
}
