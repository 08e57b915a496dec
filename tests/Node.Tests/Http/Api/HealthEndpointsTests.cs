using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Node.Composition;
using Node.Core.Config;
using Node.Core.Storage;
using Node.Eth.Chains;
using Node.Testing.Chain;
using Node.Testing.Postgres;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Http.Api;

public sealed class HealthEndpointsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_database_that_is_away_makes_the_node_unready_and_not_dead_and_passes_by_itself()
    {
        await using var postgres = await PostgresServer.CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var node = await TestNode.StartNewAsync(options => options with { Database = new DatabaseOptions { Url = new Secret(postgres.Url) } });

        await using (await PostgresOutage.BeginAsync(node.Host.Services.GetRequiredService<Database>()))
        {
            var report = await UntilAsync(node, "/ready", HttpStatusCode.ServiceUnavailable);
            var failing = Failing(report);
            Assert.Contains(failing, check => check.StartsWith("Jobs.Lease: cannot renew the lease", StringComparison.Ordinal));
            Assert.All(failing, check => Assert.Contains("Check that the database is up", check, StringComparison.Ordinal));
            await UntilAsync(node, "/health", HttpStatusCode.ServiceUnavailable);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await node.Nobody.GetAsync("/readyz")).Status);
            Assert.Equal(HttpStatusCode.OK, (await node.Nobody.GetAsync("/live")).Status);
        }

        await UntilAsync(node, "/ready", HttpStatusCode.OK);
        await UntilAsync(node, "/health", HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_line_has_a_reason_and_advice_when_it_fails_and_neither_when_not()
    {
        await using var server = await ScriptedEthServer.StartAsync();
        await using var node = await TestNode.StartNewAsync(options => options with
        {
            Chains = [new ChainOptions { ChainId = server.Chain.ChainId, RpcUrls = [new Secret(server.Url.ToString())] }],
        });
        server.Faults.Add(new ScriptedFault(ScriptedFaultKind.Status) { Times = int.MaxValue });
        await UntilAsync(node, "/ready", HttpStatusCode.ServiceUnavailable);

        foreach (var path in (string[])["/ready", "/health"])
        {
            var checks = (await node.Nobody.GetAsync(path)).List;
            Assert.True(checks.Count > 10, $"{path} has {checks.Count} lines");
            Assert.Contains(checks, check => Text(check!, "status") == "failing");
            Assert.All(checks, check => Assert.Equal(
                Text(check!, "status") == "failing", Text(check!, "output").Length > 10 && Text(check!, "advice").Length > 10));
            Assert.All(checks.Where(check => Text(check!, "status") == "passing"), check => Assert.Equal(("", ""), (Text(check!, "output"), Text(check!, "advice"))));
        }
    }

    [Fact]
    public async Task Every_service_says_why_it_is_not_ready_before_it_is_started()
    {
        await using var node = await TestNode.StartNewAsync(options => options);
        var running = (await node.Nobody.GetAsync("/ready")).List.Select(check => Text(check!, "name")).ToList();
        var services = node.Host.Services.GetRequiredService<Application>().Services;
        await node.DisposeAsync();

        Assert.Equal(running.Order(StringComparer.Ordinal), services.Select(service => service.Name).Order(StringComparer.Ordinal));
        Assert.All(services, service =>
        {
            // The nurse is no reason to send work elsewhere.
            Assert.Equal(service.Name == "Nurse", service.Ready() is null);
            Assert.All(service.HealthReport().Values, fault => Assert.Equal(("is closed", true), (fault!.Reason, fault.Advice.Length > 10)));
        });
    }

    private static List<string> Failing(ApiAnswer report) => [.. report.List
        .Where(check => Text(check!, "status") == "failing")
        .Select(check => $"{Text(check!, "name")}: {Text(check!, "output")} {Text(check!, "advice")}")];

    private static string Text(JsonNode check, string name) => check["attributes"]![name]!.GetValue<string>();

    private static async Task<ApiAnswer> UntilAsync(TestNode node, string path, HttpStatusCode status)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await node.Nobody.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, (await node.Nobody.GetAsync("/live")).Status);
            if (answer.Status == status)
            {
                return answer;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < Patience, $"{path} did not come to {status}: {answer}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
