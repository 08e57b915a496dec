using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using DevChain.Chains;
using DevChain.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Node.Composition;
using Node.Core.Config;
using Node.Core.Http;
using Node.Core.Randomness;
using Node.Core.Storage;
using Node.Eth.Chains;
using Node.Eth.Primitives;
using Node.Http;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Runs;
using Node.Testing;
using Node.Testing.Postgres;
using Node.Tests.Nodes;
using Node.Tests.Telemetry.Alerts;
using Xunit;

namespace Node.Tests.Telemetry;

/// <summary>After a random workload the metrics are what the database says.</summary>
public abstract class MetricsTruthSuite(EngineKind engine)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly int Steps = TestScale.Pick(120, 1500);

    private readonly SeededRandom _random = SeededRandom.Fresh();
    private readonly ConcurrentQueue<Uri> _callbacks = new();
    private readonly List<string> _errored = [];
    private readonly List<(string Job, string Run)> _suspended = [];
    private long _triggers;
    private long _asked;

    [Fact]
    public async Task Metrics_equal_the_rows_after_a_random_workload()
    {
        await using var chain = await AnvilProcess.StartAsync(new AnvilOptions { BlockTime = TimeSpan.FromSeconds(1) }, TestContext.Current.CancellationToken);
        await using var adapter = await Outside.StartAsync(LaterAsync);
        await using var postgres = engine == EngineKind.Postgres ? await PostgresServer.CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken) : null;
        await using var node = await TestNode.StartNewAsync(options => OptionsOf(options, chain, adapter, postgres));
        var key = (await node.Api.PostAsync($"/v2/keys/evm?evmChainID={chain.Options.ChainId}", "")).Attributes["address"]!.GetValue<string>();
        await chain.ExecuteNowAsync(key, [], 10 * DevContracts.Link, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, (await node.Api.PostAsync("/v2/bridge_types", $$"""{"name":"later","url":"{{adapter.Url}}"}""")).Status);
        string[] jobs =
        [
            await CreateAsync(node, WebhookJobs.ParseAndMultiply),
            await CreateAsync(node, """parse [type=jsonparse path="missing" data="$(jobRun.requestBody)"]"""),
            await CreateAsync(node, """ask [type=bridge name="later" async=true]"""),
            await CreateAsync(node, $"""submit [type=ethtx to="{key}" data="0x" minConfirmations=1 evmChainID="{chain.Options.ChainId}"]"""),
            await CreateAsync(node, $"""ask [type=http method=GET url="{adapter.Url}fail" retries=2 minBackoff="1ms" maxBackoff="5ms"]"""),
        ];

        var cron = await node.Api.CreateJobAsync("""
            type = "cron"
            schemaVersion = 1
            name = "ticks"
            schedule = "CRON_TZ=UTC * * * * * *"
            observationSource = "answer [type=memo value=1]"
            """);
        Assert.True(cron.Status == HttpStatusCode.OK, cron.ToString());

        for (var step = 0; step < Steps; step++)
        {
            await StepAsync(node, jobs);
        }

        await EachAsync(node, jobs, waiting: jobs[2]);
        await UntilAsync(node, "SELECT COUNT(*) FROM runs WHERE trigger_kind = 'cron'", count => count > 0);
        Assert.Equal(HttpStatusCode.NoContent, (await node.Api.DeleteAsync($"/v2/jobs/{cron.Data["id"]}")).Status);
        await UntilQuietAsync(node);
        await CompareAsync(node, chain);
        await MetricLabels.AreThoseOfAsync(await Scrape.ReadAsync(node.Api));
    }

    private async Task StepAsync(TestNode node, string[] jobs)
    {
        switch (_random.NextInt32(10))
        {
            case 0 when _errored.Count > 0:
                var retried = await node.Api.PostAsync($"/v2/runs/{_errored[_random.NextInt32(_errored.Count)]}/retry", "");
                _triggers += retried.Status == HttpStatusCode.OK ? 1 : 0;
                break;
            case 1 when _suspended.Count > 0:
                var (job, run) = _suspended[_random.NextInt32(_suspended.Count)];
                await node.Api.PostAsync($"/v2/jobs/{job}/runs/{run}/cancel", "");
                break;
            case 2 when _callbacks.TryDequeue(out var callback):
                await node.Nobody.SendAsync(HttpMethod.Patch, callback.PathAndQuery, """{"value": 1}""");
                break;
            default:
                await TriggerAsync(node, jobs[_random.NextInt32(jobs.Length)]);
                break;
        }
    }

    // What chance may have left out: a run of each job, a key that comes again, and of those that wait one answered, one cancelled, one left.
    private async Task EachAsync(TestNode node, string[] jobs, string waiting)
    {
        foreach (var job in jobs)
        {
            var key = Guid.NewGuid().ToString();
            await TriggerAsync(node, job, key);
            await TriggerAsync(node, job, key);
        }

        _callbacks.Clear();
        await TriggerAsync(node, waiting, Guid.NewGuid().ToString());
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!_callbacks.TryDequeue(out var callback)
            || (await node.Nobody.SendAsync(HttpMethod.Patch, callback.PathAndQuery, """{"value": 1}""")).Status != HttpStatusCode.OK)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < Patience, $"the bridge is not asked; {_random}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var cancelled = await TriggerAsync(node, waiting, Guid.NewGuid().ToString());
        Assert.Equal(HttpStatusCode.OK, (await node.Api.PostAsync($"/v2/jobs/{waiting}/runs/{cancelled}/cancel", "")).Status);
        await TriggerAsync(node, waiting, Guid.NewGuid().ToString());
    }

    // A few keys only, so that some come again.
    private Task<string> TriggerAsync(TestNode node, string job) =>
        TriggerAsync(node, job, _random.NextInt32(2) == 0 ? $"k{_random.NextInt32(20)}" : Guid.NewGuid().ToString());

    private async Task<string> TriggerAsync(TestNode node, string job, string key)
    {
        var answer = await node.Api.PostAsync($"/v2/jobs/{job}/runs", """{"v": 7}""", ("Idempotency-Key", key));
        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Accepted, answer.ToString());
        _triggers++;
        var id = answer.Data["id"]!.GetValue<string>();
        switch (answer.Attributes["state"]!.GetValue<string>())
        {
            case "errored":
                _errored.Add(id);
                break;
            case "suspended":
                _suspended.Add((job, id));
                break;
        }

        return id;
    }

    // What is left open waits for an answer that does not come, and no transaction is under way.
    private async Task UntilQuietAsync(TestNode node)
    {
        await UntilAsync(node, "SELECT COUNT(*) FROM eth_txs WHERE state NOT IN ('mined', 'final') OR notified_at IS NULL", count => count == 0);
        await UntilAsync(node, "SELECT COUNT(*) FROM runs_open WHERE state <> 'Suspended'", count => count == 0);
    }

    private async Task UntilAsync(TestNode node, string sql, Predicate<long> isSo)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!isSo(await NumberAsync(node, sql)))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < Patience, $"the node does not come to rest: {sql}; {_random}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private async Task CompareAsync(TestNode node, AnvilProcess chain)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (true)
        {
            // Between a commit and its being counted there is a moment.
            var expected = await RowsAsync(node, chain);
            var actual = await CountedAsync(node, expected.Keys);
            if (expected.All(row => actual[row.Key] == row.Value))
            {
                Assert.All(
                    ["runs completed", "runs errored", "runs cancelled", "tasks multiply ok", "tasks jsonparse errored", "retries http", "triggers new less ended", "transactions mined", "ticks", "bridge pending", "tasks bridge ok"],
                    name => Assert.True(expected[name] > 0, $"{name} is 0: the workload does not show it; {_random}"));
                Assert.True(expected["triggers"] > expected["triggers new"], $"no key came twice; {_random}");
                return;
            }

            Assert.True(
                TimeProvider.System.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(10),
                $"{_random}:\n{string.Join('\n', expected.Where(row => actual[row.Key] != row.Value).Select(row => $"{row.Key}: rows {row.Value}, counted {actual[row.Key]}"))}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private async Task<Dictionary<string, long>> RowsAsync(TestNode node, AnvilProcess chain)
    {
        var rows = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["triggers new"] = await NumberAsync(node, "SELECT COUNT(*) FROM run_keys"),
            ["triggers new less ended"] = await NumberAsync(node, "SELECT COUNT(*) FROM runs_open"),
            ["transactions queued"] = await NumberAsync(node, "SELECT COUNT(*) FROM eth_txs"),
            ["transactions signed"] = await NumberAsync(node, "SELECT COUNT(*) FROM eth_tx_attempts"),
            ["transactions mined"] = await NumberAsync(node, "SELECT COUNT(*) FROM eth_txs WHERE state IN ('mined', 'final')"),
            ["transactions settled"] = await NumberAsync(node, "SELECT COUNT(*) FROM eth_txs WHERE settled_at IS NOT NULL"),
        };
        foreach (var state in (string[])["Completed", "Errored", "Cancelled"])
        {
            rows[$"runs {state.ToLowerInvariant()}"] = await NumberAsync(node, $"SELECT COUNT(*) FROM runs WHERE state = '{state}'");
        }

        long? before = null;
        var reader = node.Host.Services.GetRequiredService<IRunReader>();
        do
        {
            var page = await reader.ListAsync(RunFilter.All, before, IRunReader.CountMax, TestContext.Current.CancellationToken);
            before = page.NextBeforeId;
            foreach (var task in page.Runs.Where(run => run.State is RunStatus.Completed or RunStatus.Errored or RunStatus.Cancelled).SelectMany(run => RunRecordReader.Read(Encoding.UTF8.GetBytes(run.Record!)).Tasks))
            {
                var name = $"tasks {task.Type} {(task.Result.IsError ? "errored" : "ok")}";
                rows[name] = rows.GetValueOrDefault(name) + 1;
                var retries = $"retries {task.Type}";
                rows[retries] = rows.GetValueOrDefault(retries) + Math.Max(0, task.Attempts - 1);
            }
        }
        while (before is not null);
        var ticks = await NumberAsync(node, "SELECT COUNT(*) FROM runs WHERE trigger_kind = 'cron'") + await NumberAsync(node, "SELECT COUNT(*) FROM runs_open WHERE trigger_kind = 'cron'");
        rows["ticks"] = rows["triggers cron new"] = ticks;
        rows["triggers"] = _triggers + ticks;
        rows["bridge pending"] = Interlocked.Read(ref _asked);
        rows["head"] = await chain.Rpc.GetBlockNumberAsync(TestContext.Current.CancellationToken);
        return rows;
    }

    private static async Task<Dictionary<string, long>> CountedAsync(TestNode node, IEnumerable<string> names)
    {
        var page = await Scrape.ReadAsync(node.Api);
        return names.ToDictionary(name => name, name => (long)(name.Split(' ') switch
        {
            ["runs", var state] => page.Sum("node_runs_total", ("state", state)),
            ["ticks"] => page.Sum("node_schedule_ticks_total", ("outcome", "delivered")),
            ["triggers", var kind, "new"] => page.Sum("node_triggers_total", ("kind", kind), ("outcome", "new")),
            ["bridge", var outcome] => page.Sum("node_bridge_requests_total", ("outcome", outcome)),
            ["head"] => page.Sum("node_head_number"),
            ["triggers"] => page.Sum("node_triggers_total"),
            ["triggers", "new"] => page.Sum("node_triggers_total", ("outcome", "new")),
            ["triggers", ..] => page.Sum("node_triggers_total", ("outcome", "new")) - page.Sum("node_runs_total"),
            ["tasks", var type, var state] => page.Sum("node_tasks_total", ("type", type), ("state", state)),
            ["retries", var type] => page.Sum("node_task_retries_total", ("type", type)),
            ["transactions", "settled"] => page.Sum("node_transactions_settled_total"),
            ["transactions", var state] => page.Sum("node_transactions_total", ("state", state)),
            _ => throw new InvalidOperationException($"nothing counts {name}"),
        }), StringComparer.Ordinal);
    }

    private static async Task<string> CreateAsync(TestNode node, string pipeline)
    {
        var answer = await node.Api.CreateJobAsync(WebhookJobs.Spec(pipeline));
        Assert.True(answer.Status == HttpStatusCode.OK, answer.ToString());
        return answer.Data["id"]!.GetValue<string>();
    }

    private static Task<long> NumberAsync(TestNode node, string sql) => node.Host.Services.GetRequiredService<Database>()
        .ReadAsync(session => session.SingleAsync<long>(sql), TestContext.Current.CancellationToken);

    private static NodeOptions OptionsOf(NodeOptions options, AnvilProcess chain, Outside adapter, PostgresDatabase? postgres) => options with
    {
        Database = postgres is null ? new DatabaseOptions() : new DatabaseOptions { Url = new Secret(postgres.Url) },
        Http = new HttpOptions { Port = 0, RunWaitMax = TimeSpan.FromMilliseconds(50) },
        OutboundHttp = new OutboundHttpOptions { AllowedHosts = [new AllowedHost { Host = adapter.Host, Jobs = ["*"] }] },
        Chains = [new ChainOptions { ChainId = new ChainId((ulong)chain.Options.ChainId), RpcUrls = [new Secret(chain.RpcUrl.ToString())] }],
    };

    // A bridge is told to wait for its answer; whoever asks for anything else gets no answer at all.
    private async Task LaterAsync(HttpContext context)
    {
        if (context.Request.Path != "/")
        {
            context.Abort();
            return;
        }

        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        Interlocked.Increment(ref _asked);
        _callbacks.Enqueue(new Uri(body.RootElement.GetProperty("responseURL").GetString()!));
        context.Response.Headers["X-Chainlink-Pending"] = "true";
    }
}
