using Node.Core.Storage;
using Node.Testing.Postgres;
using Node.Testing.Storage;
using Xunit;

namespace Node.Core.Tests.Storage;

public sealed class PostgresDatabaseTests() : DatabaseTests(EngineKind.Postgres)
{
    [Fact]
    public async Task A_connection_that_was_cut_is_replaced_without_the_caller_noticing()
    {
        await using var test = await TestDatabase.CreateAsync(EngineKind.Postgres);
        var token = TestContext.Current.CancellationToken;
        Assert.Equal(1, await test.Database.ReadAsync(session => session.SingleAsync<long>("SELECT 1::bigint"), token));
        await (await PostgresServer.GetSharedAsync()).DisconnectAllAsync(test.Database.Url.Shown[(test.Database.Url.Shown.LastIndexOf('/') + 1)..], token);

        Assert.Equal(2, await test.Database.WriteAsync(session => session.SingleAsync<long>("SELECT 2::bigint"), token));
    }

    [Fact]
    public async Task A_database_that_is_away_is_one_clear_line()
    {
        await using var database = Database.Open(DatabaseUrl.Parse("postgres://u:secret@127.0.0.1:1/none?Timeout=1"), TimeProvider.System);
        var failure = await Assert.ThrowsAsync<StorageException>(() => MigrationRunner.ApplyAsync(database, [], TestContext.Current.CancellationToken));

        Assert.Contains("cannot reach the database postgres://127.0.0.1:1/none", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }
}
