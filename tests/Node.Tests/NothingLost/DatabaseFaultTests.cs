using Microsoft.Data.Sqlite;
using Node.Testing;
using Node.Testing.Postgres;
using Xunit;

namespace Node.Tests.NothingLost;

/// <summary>The database of the real program fails under all kinds of work: nothing is lost, doubled or half done, and it goes on by itself.</summary>
public sealed class DatabaseFaultTests
{
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CutPatience = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PostgreSQL_is_stopped_and_started_again()
    {
        await using var server = await PostgresServer.StartAsync(new PostgresOptions { Restartable = true }, Token);
        await using var database = await server.CreateAsync(cancellationToken: Token);
        await using var node = await WholeNode.StartAsync(database.Url);
        for (var time = 0; time < TestScale.Pick(1, 5); time++)
        {
            await node.WorkWhileAsync(async () =>
            {
                await server.StopAsync(Token);

                // For a while nobody listens: connections are refused.
                await Task.Delay(TimeSpan.FromSeconds(TestScale.Pick(2, 5)), Token);
                await node.CheckLivesAsync();
                await server.StartAgainAsync(Token);
                await SayAsync(node);
            });
            await node.CheckAsync();
        }

        Say(node);
    }

    [Fact]
    public async Task Connections_are_cut_after_COMMIT_was_sent()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync(cancellationToken: Token);
        await using var proxy = FaultProxy.Before(database.Url);
        await using var node = await WholeNode.StartAsync(proxy.Through(database.Url));
        var cuts = TestScale.Pick(10, 100);
        for (var time = 0; time < TestScale.Pick(1, 5); time++)
        {
            var before = proxy.CutCommits;
            await node.WorkWhileAsync(async () =>
            {
                var startedAt = TimeProvider.System.GetTimestamp();
                while (proxy.CutCommits < before + cuts)
                {
                    Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < CutPatience, $"only {proxy.CutCommits - before} of {cuts} commits were cut");
                    proxy.CutAfterCommits(1);
                    await Task.Delay(TimeSpan.FromMilliseconds(20), Token);
                }

                proxy.CutAfterCommits(0);
                await SayAsync(node);
            });
            await node.CheckAsync();
        }

        Say(node);
    }

    [Fact]
    public async Task PostgreSQL_does_not_answer_for_five_seconds()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync(cancellationToken: Token);
        await using var proxy = FaultProxy.Before(database.Url);
        await using var node = await WholeNode.StartAsync(proxy.Through(database.Url));
        await node.WorkWhileAsync(async () =>
        {
            proxy.Stall();
            await Task.Delay(TimeSpan.FromSeconds(5), Token);
            await node.CheckLivesAsync();
            proxy.Resume();
            await SayAsync(node);
        });
        await node.CheckAsync();
        Say(node);
    }

    [Fact]
    public async Task Another_program_holds_the_file_of_SQLite()
    {
        await using var node = await WholeNode.StartAsync(null);
        await node.WorkWhileAsync(async () =>
        {
            await using (var other = new SqliteConnection($"Data Source={node.DatabaseFile};Pooling=False"))
            {
                await other.OpenAsync(Token);
                await using var transaction = other.BeginTransaction(deferred: false);

                // Longer than a writer waits for its turn.
                await Task.Delay(TimeSpan.FromSeconds(6), Token);
                await node.CheckLivesAsync();
            }

            await SayAsync(node);
        });
        await node.CheckAsync();
        Say(node);
    }

    private static async Task SayAsync(WholeNode node) =>
        TestContext.Current.TestOutputHelper!.WriteLine($"back after {await node.UntilRunsAsync(BackWithin)}");

    private static void Say(WholeNode node)
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"{node.Checked} different runs checked");

        // Without work beside the fault it proves nothing.
        Assert.InRange(node.Checked, 20, int.MaxValue);
    }
}
