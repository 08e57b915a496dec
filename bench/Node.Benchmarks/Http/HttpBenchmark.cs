using System.Globalization;
using System.Text.Json;
using DevChain.Nodes;
using DevChain.Processes;
using Node.Benchmarks.Figures;
using Node.Benchmarks.Runs;
using Node.Core.Storage;

namespace Node.Benchmarks.Http;

/// <summary>Runs by HTTP, answered when they are finished and stored: the real node process, a database and callers on one machine.</summary>
internal static class HttpBenchmark
{
    private const int CallersDefault = 32;
    private const double WarmUpSeconds = 5;
    private const int WarmUpRuns = 10_000;
    private const double Seconds = 10;

    private const string Small =
        """
        type = "webhook"
        schemaVersion = 1
        maxConcurrentRuns = 32
        observationSource = '''
            parse [type=jsonparse path="v" data="$(jobRun.requestBody)"]
            mul [type=multiply times=100]
            parse -> mul
        '''
        """;

    public static async Task RunAsync(BenchmarkOptions options, FigureReport report)
    {
        foreach (var engine in options.Engines)
        {
            await using IRunsStore store = engine == EngineKind.Sqlite ? new SqliteRunsStore() : await PostgresRunsStore.StartAsync();
            if (options.Pipeline is null or "small")
            {
                report.Write(await MeasureAsync(store, "two tasks", Small, "\"outputs\":[\"150\"]", 0, 4000, options, report));
            }

            if (options.Pipeline is null or "price")
            {
                var pricePort = FreePort.Next();
                report.Write(await MeasureAsync(store, "price, 10 tasks", Price(pricePort), "\"outputs\":[\"123456700000\"]", pricePort, 2500, options, report));
            }
        }
    }

    private static string Price(int port) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        type = "webhook"
        schemaVersion = 1
        maxConcurrentRuns = 32
        observationSource = '''
            a [type=http method=GET url="http://127.0.0.1:{port}/a"]
            ap [type=jsonparse path="data,price"]
            as [type=multiply times=100000000]
            b [type=http method=GET url="http://127.0.0.1:{port}/b"]
            bp [type=jsonparse path="data,price"]
            bs [type=multiply times=100000000]
            c [type=http method=GET url="http://127.0.0.1:{port}/c"]
            cp [type=jsonparse path="data,price"]
            cs [type=multiply times=100000000]
            answer [type=median]
            a -> ap -> as -> answer
            b -> bp -> bs -> answer
            c -> cp -> cs -> answer
        '''
        """);

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(
        IRunsStore store, string setting, string spec, string expected, int pricePort, double perSecond, BenchmarkOptions options, FigureReport report)
    {
        List<HttpRound> rounds = [];
        for (var round = 1; round <= options.Rounds; round++)
        {
            rounds.Add(await RoundAsync(store, spec, expected, pricePort, options));
            var last = rounds[^1];
            report.Progress($"{store.Name}, {setting}, round {round}: {last.PerSecond:0} runs/s, p99 {last.P99:0.0} ms, CPU {Micros(last, last.NodeCpu):0} + {Micros(last, last.ServerCpu):0} us");
        }

        var name = $"{store.Name}, {setting}";
        IReadOnlyList<Figure> figures =
        [
            Of("runs answered when stored", rounds.Select(round => round.PerSecond).Median(), "runs/s", Bar.AtLeast(perSecond)),
            Of("slowest round", rounds.Min(round => round.PerSecond), "runs/s"),
            Of("fastest round", rounds.Max(round => round.PerSecond), "runs/s"),
            Of("p50", rounds.Select(round => round.P50).Median(), "ms"),
            Of("p99", rounds.Select(round => round.P99).Median(), "ms", Bar.AtMost(25)),
            Of("longest", rounds.Max(round => round.Longest), "ms"),
            Of("node and server CPU per run", rounds.Select(round => Micros(round, round.NodeCpu + round.ServerCpu)).Median(), "us", pricePort == 0 ? Bar.AtMost(400) : null),
            Of("of it the node", rounds.Select(round => Micros(round, round.NodeCpu)).Median(), "us"),
            Of("callers' CPU per run", rounds.Select(round => Micros(round, round.CallersCpu)).Median(), "us"),
        ];
        return figures;

        Figure Of(string what, double value, string unit, Bar? bar = null) => new("http", name, what, value, unit, bar);
    }

    private static double Micros(HttpRound round, double seconds) => seconds * 1e6 / round.Runs;

    private static async Task<HttpRound> RoundAsync(IRunsStore store, string spec, string expected, int pricePort, BenchmarkOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("oracle-node-bench-");
        try
        {
            await using var node = await NodeProcess.StartAsync(new NodeProcessOptions
            {
                DataFolder = folder.FullName,
                Program = options.Program,
                Settings = new Dictionary<string, string>
                {
                    ["Database__Url"] = await store.CreateAsync(),
                    ["Log__Level"] = "Warning",
                    ["OutboundHttp__AllowedHosts__0__Host"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Math.Max(pricePort, 1)}"),
                    ["OutboundHttp__AllowedHosts__0__Jobs__0"] = "*",
                },
            });
            var job = await node.Api.CreateJobAsync(spec);
            var round = await CallAsync(new CallersOptions(
                node.Url.Port, $"/v2/jobs/{job}/runs?wait=10s", node.Credentials.Key, node.Credentials.Secret, "{\"v\": \"1.5\"}", expected,
                options.CallersAsked ?? CallersDefault, WarmUpSeconds, WarmUpRuns, Seconds, node.ProcessId, store.ServerId, pricePort));
            var listed = await node.Api.SendAsync(HttpMethod.Get, $"/v2/jobs/{job}/runs?page=1&size=1", null);
            var stored = listed.GetProperty("meta").GetProperty("count").GetInt32();
            return stored == round.All ? round : throw new BenchmarkException($"{round.All} runs were answered and {stored} are stored");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<HttpRound> CallAsync(CallersOptions options)
    {
        string? line = null;
        await using var callers = ChildProcess.Start(new ChildProcessOptions
        {
            FileName = Environment.ProcessPath!,
            Arguments = [Callers.Argument],
            Environment = new Dictionary<string, string?> { [CallersOptions.Variable] = JsonSerializer.Serialize(options) },
            OnOutput = text => line = text,
        });
        var exitCode = await callers.Exited;
        return exitCode == 0 && line is not null
            ? JsonSerializer.Deserialize<HttpRound>(line)!
            : throw new BenchmarkException($"the callers ended with {exitCode}: {string.Join('\n', callers.LastLines)}");
    }
}
