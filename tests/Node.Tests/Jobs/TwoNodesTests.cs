using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Node.Composition;
using Node.Core.Config;
using Node.Core.Randomness;
using Node.Testing.Postgres;
using Node.Tests.Nodes;
using Node.Tests.Telemetry;
using Xunit;

namespace Node.Tests.Jobs;

/// <summary>Two whole nodes on one PostgreSQL: a job that one creates, replaces or deletes is so for the other without a restart.</summary>
public sealed class TwoNodesTests
{
    private static readonly Guid Id = Guid.Parse("123e4567-e89b-12d3-a456-426655440002");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_job_of_one_node_is_a_job_of_the_other_until_it_is_deleted()
    {
        await using var postgres = await PostgresServer.CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken);
        NodeOptions OnPostgres(NodeOptions options) => options with { Database = new DatabaseOptions { Url = new Secret(postgres.Url) } };
        await using var a = await TestNode.StartNewAsync(OnPostgres);
        await using var b = await NodeHost.StartAsync(
            OnPostgres(TestNode.Options(a.Folder)), TimeProvider.System, new SystemRandomSource(), TestContext.Current.CancellationToken);
        using var other = new TestApi(new Uri(b.Address), a.Host.NewToken!.AccessKey, a.Host.NewToken.Secret);

        var created = await a.Api.CreateJobAsync(WebhookJobs.Spec("answer [type=memo value=1]", Id));
        Assert.True(created.Status == HttpStatusCode.OK, created.ToString());
        var id = int.Parse(created.Data["id"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        await UntilAsync(() => other.PostAsync($"/v2/jobs/{id}/runs?wait=10s", "{}"), answer => answer.Status == HttpStatusCode.OK, "the other node should run the job");

        var replaced = await a.Api.SendAsync(
            HttpMethod.Put, $"/v2/jobs/{id}", new JsonObject { ["toml"] = WebhookJobs.Spec("answer [type=memo value=4711]", Id) }.ToJsonString());
        Assert.True(replaced.Status == HttpStatusCode.OK, replaced.ToString());
        await UntilAsync(
            () => other.PostAsync($"/v2/jobs/{id}/runs?wait=10s", "{}"),
            answer => answer.Status == HttpStatusCode.OK && answer.Text.Contains("4711", StringComparison.Ordinal),
            "the other node should run the new version");

        Assert.Equal(HttpStatusCode.NoContent, (await a.Api.DeleteAsync($"/v2/jobs/{id}")).Status);
        await UntilAsync(() => other.PostAsync($"/v2/jobs/{id}/runs", "{}"), answer => answer.Status == HttpStatusCode.NotFound, "the other node should refuse the job");
    }

    [Fact]
    public async Task Whoever_stands_by_is_ready_and_healthy_and_warns_of_nothing()
    {
        await using var postgres = await PostgresServer.CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken);
        NodeOptions OnPostgres(NodeOptions options) => options with
        {
            Database = new DatabaseOptions { Url = new Secret(postgres.Url) },
            Log = new LogOptions { Level = LogLevel.Warning },
        };
        await using var active = await TestNode.StartNewAsync(OnPostgres);
        var id = (await active.Api.CreateJobAsync(WebhookJobs.Spec("answer [type=memo value=1]", Id))).Data["id"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.OK, (await active.Api.PostAsync($"/v2/jobs/{id}/runs?wait=10s", "{}")).Status);
        await using var standby = await NodeHost.StartAsync(
            OnPostgres(TestNode.Options(active.Folder)), TimeProvider.System, new SystemRandomSource(), TestContext.Current.CancellationToken);
        using var api = new TestApi(new Uri(standby.Address), active.Host.NewToken!.AccessKey, active.Host.NewToken.Secret);

        // What it accepts, the other executes.
        await UntilAsync(() => api.PostAsync($"/v2/jobs/{id}/runs?wait=10s", "{}"), answer => answer.Status == HttpStatusCode.OK, "the run should be accepted here and executed there");
        await UntilAsync(() => api.GetAsync("/ready"), answer => answer.Status == HttpStatusCode.OK, "who stands by should be ready");
        await UntilAsync(() => api.GetAsync("/health"), answer => answer.Status == HttpStatusCode.OK, "who stands by should be healthy");

        var (has, standsBy) = (await Scrape.ReadAsync(active.Api), await Scrape.ReadAsync(api));
        Assert.Equal((1, 0), (has.Sum("node_lanes"), has.Sum("node_lanes_foreign")));
        Assert.Equal((1, 1), (standsBy.Sum("node_lanes"), standsBy.Sum("node_lanes_foreign")));
        Assert.All((string[])["warning", "error", "critical"], level => Assert.Equal(0, standsBy.Sum("node_log_events_total", ("level", level))));
    }

    private static async Task UntilAsync(Func<Task<ApiAnswer>> ask, Func<ApiAnswer, bool> isSo, string what)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (isSo(answer))
            {
                return;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < Patience, $"{what}: {answer}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }
}
