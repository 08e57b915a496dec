using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DevChain.Processes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Node.Benchmarks.Http;
using Node.Composition;
using Node.Core.Config;
using Node.Core.Randomness;
using Node.Core.Storage;
using Node.Http;
using Node.Jobs.Runs;
using Node.Jobs.Runs.Retention;

namespace Node.Benchmarks.Retention;

/// <summary>A whole node in this process with a webhook job of each kind, called over HTTP, and its history within reach.</summary>
internal sealed class HistoryNode : IAsyncDisposable
{
    private const int PartRuns = 500;
    private const int Jobs = 64;

    // Above the numbers that the node itself gives in a benchmark.
    private const long FirstId = 10_000_000;

    private readonly NodeHost _host;
    private readonly PriceServer _prices;
    private readonly HttpClient _http;
    private readonly string _folder;
    private readonly PriceRuns _runs = new();
    private long _nextId = FirstId;

    private HistoryNode(NodeHost host, PriceServer prices, string folder)
    {
        (_host, _prices, _folder) = (host, prices, folder);
        _http = new HttpClient { BaseAddress = new Uri(host.Address) };
        _http.DefaultRequestHeaders.Add("X-API-KEY", host.NewToken!.AccessKey);
        _http.DefaultRequestHeaders.Add("X-API-SECRET", host.NewToken!.Secret);
    }

    public Database Database => _host.Services.GetRequiredService<Database>();

    public IHistoryKeeper Keeper => _host.Services.GetRequiredService<IHistoryKeeper>();

    public RunKeyPruner Keys => _host.Services.GetRequiredService<RunKeyPruner>();

    /// <summary>The job of each kind.</summary>
    public IReadOnlyDictionary<CallKind, string> JobOf { get; private set; } = new Dictionary<CallKind, string>();

    public static async Task<HistoryNode> StartAsync(string databaseUrl, FileSize? historySizeMax = null)
    {
        var folder = Directory.CreateTempSubdirectory("oracle-node-bench-").FullName;
        var pricePort = FreePort.Next();
        var options = new NodeOptions
        {
            DataFolder = folder,
            Database = new DatabaseOptions { Url = new Secret(databaseUrl) },
            Http = new HttpOptions { Port = 0 },
            Log = new LogOptions { Level = LogLevel.Warning },
            Runs = new RunsOptions { HistorySizeMax = historySizeMax ?? new FileSize(1_000_000_000_000) },
            OutboundHttp = new() { AllowedHosts = [new() { Host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{pricePort}"), Jobs = ["*"] }] },
        };
        var host = await NodeHost.StartAsync(options, TimeProvider.System, new SystemRandomSource(), CancellationToken.None);
        var node = new HistoryNode(host, PriceServer.Start(pricePort), folder);
        node.JobOf = new Dictionary<CallKind, string>
        {
            [CallKind.Compute] = await node.CreateJobAsync(CallSpecs.Compute),
            [CallKind.Ask] = await node.CreateJobAsync(CallSpecs.Ask(pricePort)),
        };
        return node;
    }

    /// <summary>Creates one more job.</summary>
    public async Task<string> CreateJobAsync(string spec)
    {
        using var answer = await _http.PostAsJsonAsync("/v2/jobs", new { toml = spec });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["data"]!["id"]!.ToString();
    }

    /// <summary>Some callers at once, of each kind in turn; each run is answered when it is finished and stored.</summary>
    /// <param name="callers">How many.</param>
    /// <param name="each">How many runs each triggers, one after the other.</param>
    /// <param name="stop">Ends it before.</param>
    public async Task<CallTimes> CallAsync(int callers, int each, CancellationToken stop = default)
    {
        CallKind[] kinds = Enum.GetValues<CallKind>();
        var all = await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
        {
            var kind = kinds[caller % kinds.Length];
            return (Kind: kind, Took: await CallAsync(kind, each, stop));
        }));
        return new CallTimes(all.GroupBy(times => times.Kind).ToDictionary(group => group.Key, group => group.SelectMany(times => times.Took).ToList()));
    }

    /// <summary>One caller who triggers runs of one kind, one after the other.</summary>
    /// <returns>What each took, in milliseconds.</returns>
    public async Task<List<double>> CallAsync(CallKind kind, int count, CancellationToken stop = default)
    {
        List<double> took = [];
        for (var i = 0; i < count && !stop.IsCancellationRequested; i++)
        {
            using var body = new StringContent($$"""{"price": {{1000 + i}}}""");
            var startedAt = Stopwatch.GetTimestamp();
            using var answer = await _http.PostAsync($"/v2/jobs/{JobOf[kind]}/runs", body, CancellationToken.None);
            var text = await answer.Content.ReadAsStringAsync(CancellationToken.None);
            took.Add(Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds);
            if (!answer.IsSuccessStatusCode || !text.Contains("\"completed\"", StringComparison.Ordinal))
            {
                throw new BenchmarkException($"a run was answered with {(int)answer.StatusCode}: {text}");
            }
        }

        return took;
    }

    /// <summary>Deletes the job.</summary>
    public async Task<TimeSpan> DeleteJobAsync(string job)
    {
        var startedAt = Stopwatch.GetTimestamp();
        using var answer = await _http.DeleteAsync($"/v2/jobs/{job}");
        answer.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(startedAt);
    }

    /// <summary>Stores finished price runs with their keys, by the statements of the journal, 500 to a commit.</summary>
    /// <param name="count">How many.</param>
    /// <param name="withKeys">Whether each has its trigger key.</param>
    /// <param name="jobId">Of this job; null for 64 jobs in turn.</param>
    /// <param name="afterPart">Called after each commit.</param>
    /// <returns>The mean bytes of the records, as text and as stored.</returns>
    public async Task<(double Text, double Stored)> StoreAsync(int count, bool withKeys, long? jobId, Func<long, Task> afterPart)
    {
        var open = _host.Services.GetRequiredService<OpenRunRepository>();
        var history = _host.Services.GetRequiredService<RunHistoryRepository>();
        long text = 0, stored = 0;
        for (var done = 0; done < count; done += PartRuns)
        {
            List<FinishedRun> part = [];
            for (var i = 0; i < Math.Min(PartRuns, count - done); i++)
            {
                var run = await _runs.RunAsync(_nextId, jobId ?? (1000 + (_nextId % Jobs)));
                _nextId++;
                part.Add(run);
                text += run.Record.Length;
                stored += run.StoredRecord!.Length;
            }

            await Database.WriteAsync(
                async session =>
                {
                    if (withKeys)
                    {
                        var keys = session.NewGroup();
                        open.AddKeys(keys, [.. part.Select(OpenOf)]);
                        await keys.SendAsync();
                    }

                    await history.AddAsync(session, part);
                },
                CancellationToken.None);
            await afterPart(done + part.Count);
        }

        return ((double)text / count, (double)stored / count);
    }

    /// <summary>The bytes that finished runs take with their indexes; on SQLite all of the file that is in use.</summary>
    public Task<long> HistoryBytesAsync() => Database.ReadAsync(
        session => session.SingleAsync<long>(Database.Dialect.Engine == EngineKind.Postgres
            ? "SELECT sum(pg_total_relation_size(relid))::bigint FROM pg_partition_tree('runs')"
            : "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size"),
        CancellationToken.None);

    /// <summary>The bytes of everything: finished runs, keys and what else is in the database.</summary>
    public Task<long> AllBytesAsync() => Database.Dialect.Engine == EngineKind.Sqlite
        ? HistoryBytesAsync()
        : Database.ReadAsync(session => session.SingleAsync<long>("SELECT pg_database_size(current_database())"), CancellationToken.None);

    /// <summary>How many keys are kept.</summary>
    public Task<long> KeyCountAsync() =>
        Database.ReadAsync(session => session.SingleAsync<long>("SELECT count(*) FROM run_keys"), CancellationToken.None);

    /// <summary>How many finished runs are kept.</summary>
    public Task<long> CountAsync() =>
        Database.ReadAsync(session => session.SingleAsync<long>("SELECT count(*) FROM runs"), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
        _prices.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static OpenRun OpenOf(FinishedRun run) => new()
    {
        Id = run.Id,
        JobId = run.JobId,
        State = RunStatus.Accepted,
        TriggerKind = run.TriggerKind,
        TriggerKey = run.TriggerKey,
        AcceptedAt = run.AcceptedAt,
    };
}
