using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Node.Composition;
using Node.Core.Config;
using Node.Core.Randomness;
using Node.Core.Storage;
using Node.Http;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Spawning;
using Node.Jobs.Specs;

namespace Node.Benchmarks.Runs;

/// <summary>The whole node in this process, as the program composes it, with webhook jobs; triggers come in at its inbox.</summary>
internal sealed class MeasuredNode : IAsyncDisposable
{
    private const string Spec =
        """
        type = "webhook"
        schemaVersion = 1
        observationSource = '''
            price [type=memo value="$(jobRun.requestBody)"]
            scaled [type=multiply times=100]
            answer [type=median]
            price -> scaled -> answer
        '''
        """;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly NodeHost _host;
    private readonly Database _database;
    private readonly string _folder;
    private readonly List<Job> _jobs = [];
    private int _triggered;

    private MeasuredNode(NodeHost host, string folder)
    {
        _host = host;
        _folder = folder;
        _database = host.Services.GetRequiredService<Database>();
    }

    /// <summary>What is registered in the node.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Where it listens.</summary>
    public Uri Url => new(_host.Address);

    public static async Task<MeasuredNode> StartAsync(string databaseUrl, int jobs, Func<NodeOptions, NodeOptions>? change = null)
    {
        var folder = Directory.CreateTempSubdirectory("oracle-node-bench-").FullName;
        var options = new NodeOptions
        {
            DataFolder = folder,
            Database = new DatabaseOptions { Url = new Secret(databaseUrl) },
            Http = new HttpOptions { Port = 0 },
            Log = new LogOptions { Level = LogLevel.Warning },
        };
        var node = new MeasuredNode(await NodeHost.StartAsync(change?.Invoke(options) ?? options, TimeProvider.System, new SystemRandomSource(), CancellationToken.None), folder);
        var spec = node._host.Services.GetRequiredService<SpecChecker>().Check(Spec).Spec ?? throw new BenchmarkException("the benchmark's own spec has faults");
        for (var i = 0; i < jobs; i++)
        {
            node._jobs.Add((await node._host.Services.GetRequiredService<IJobs>().CreateAsync(spec, CancellationToken.None))!);
        }

        return node;
    }

    /// <summary>Triggers runs over all jobs and waits until all are finished and committed.</summary>
    /// <param name="runs">How many.</param>
    /// <param name="callers">How many callers at once; each sends its next trigger when its last was acknowledged.</param>
    /// <param name="store">What counts the server's share.</param>
    /// <param name="isEarly">Whether runs are sent one by one, so that they are executed at the door; otherwise each is accepted first and waits for its turn.</param>
    /// <param name="waits">Takes how long each caller waited for its acknowledgement, in milliseconds; null when nobody asks.</param>
    public async Task<RunsRound> RunAsync(int runs, int callers, IRunsStore store, bool isEarly = false, ConcurrentBag<double>? waits = null)
    {
        var inbox = _host.Services.GetRequiredService<IRunInbox>();
        var logBytes = await store.LogBytesAsync();
        var serverCpu = store.ServerCpu;
        var nodeCpu = Environment.CpuUsage.TotalTime;
        var startedAt = Stopwatch.GetTimestamp();
        var last = -1;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(CallAsync)));
        while (await CountAsync("SELECT count(*) FROM (SELECT 1 FROM runs_open LIMIT 1) AS one") > 0)
        {
            if (Stopwatch.GetElapsedTime(startedAt) > Patience)
            {
                throw new BenchmarkException($"runs are still open after {Patience}");
            }

            await Task.Delay(Poll);
        }

        var elapsed = Stopwatch.GetElapsedTime(startedAt);
        var round = new RunsRound(
            runs, elapsed, Environment.CpuUsage.TotalTime - nodeCpu, store.ServerCpu - serverCpu, await store.LogBytesAsync() - logBytes);
        _triggered += runs;
        await CheckAsync(_triggered);
        return round;

        async Task CallAsync()
        {
            for (var i = Interlocked.Increment(ref last); i < runs; i = Interlocked.Increment(ref last))
            {
                var body = (1000 + (i % 1000 / 100m)).ToString(CultureInfo.InvariantCulture);
                var vars = PipelineValue.Map(("jobRun", PipelineValue.Map(("requestBody", PipelineValue.Of(body)), ("meta", PipelineValue.Null))));
                var askedAt = Stopwatch.GetTimestamp();
                var trigger = new Trigger(_jobs[i % _jobs.Count].Id, TriggerKind.Webhook, Guid.NewGuid().ToString("D"), vars);
                await (isEarly ? (Task)inbox.AcceptAsync(trigger, CancellationToken.None) : inbox.AcceptAsync([trigger], CancellationToken.None));
                waits?.Add(Stopwatch.GetElapsedTime(askedAt).TotalMilliseconds);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task CheckAsync(int runs)
    {
        var keys = await CountAsync("SELECT count(*) FROM run_keys");
        var completed = await CountAsync("SELECT count(*) FROM runs WHERE state = 'Completed'");
        var answered = await CountAsync("SELECT count(DISTINCT trigger_key) FROM runs");
        if (keys != runs || completed != runs || answered != runs)
        {
            throw new BenchmarkException($"of {runs} triggers {keys} keys are kept, {completed} runs completed, of {answered} triggers");
        }
    }

    private Task<long> CountAsync(string sql) => _database.ReadAsync(session => session.SingleAsync<long>(sql), CancellationToken.None);
}
