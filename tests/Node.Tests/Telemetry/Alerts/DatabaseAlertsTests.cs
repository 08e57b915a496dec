using Microsoft.Extensions.DependencyInjection;
using Node.Core.Config;
using Node.Core.Storage;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Testing.Postgres;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Telemetry.Alerts;

/// <summary>Alerts on the database.</summary>
public sealed class DatabaseAlertsTests : IAsyncLifetime
{
    private const int Connections = 10;
    private const int Waiting = 700;

    private PostgresDatabase _postgres = null!;
    private TestNode _node = null!;

    private Database Database => _node.Host.Services.GetRequiredService<Database>();

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.CreateDatabaseAsync();
        _node = await TestNode.StartNewAsync(options => options with
        {
            Database = new() { Url = new Secret($"{_postgres.Url}?Maximum%20Pool%20Size={Connections}") },
            Runs = new RunsOptions { JournalBatchMax = 10 },
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    [Shows("DatabaseFails", "JournalBacklog", "NodeNotReady")]
    public async Task A_database_that_is_away()
    {
        var job = (await _node.Api.CreateJobAsync(WebhookJobs.Spec("answer [type=memo value=1]"))).Data["id"]!.GetValue<string>();
        var probe = await AlertProbe.OfAsync(_node.Api);
        await probe.NothingFiresAsync();

        Task<AcceptedRun>[] triggers;
        await using (await PostgresOutage.BeginAsync(Database))
        {
            var inbox = _node.Host.Services.GetRequiredService<IRunInbox>();
            triggers = [.. Enumerable.Range(0, Waiting).Select(i => inbox.AcceptAsync(
                new Trigger(long.Parse(job, System.Globalization.CultureInfo.InvariantCulture), TriggerKind.Webhook, $"k{i}", PipelineValue.Map()), TestContext.Current.CancellationToken))];
            await probe.AllFireAsync();
        }

        await probe.AllCeaseAsync();
        Assert.All(await Task.WhenAll(triggers), accepted => Assert.True(accepted.IsNew));
    }

    [Fact]
    [Shows("DatabaseConnectionsUsedUp")]
    public async Task All_connections_in_use()
    {
        var probe = await AlertProbe.OfAsync(_node.Api);
        await probe.NothingFiresAsync();

        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holders = Enumerable.Range(0, Connections).Select(_ => Database.ReadAsync(
            async session =>
            {
                await session.SingleAsync<long>("SELECT 1");
                await held.Task;
                return true;
            },
            TestContext.Current.CancellationToken)).ToArray();
        await probe.AllFireAsync();

        held.SetResult();
        await Task.WhenAll(holders);
        await probe.AllCeaseAsync();
    }
}
