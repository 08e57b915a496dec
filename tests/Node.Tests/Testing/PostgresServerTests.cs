using Node.Testing;
using Node.Testing.Postgres;
using Npgsql;
using Xunit;

namespace Node.Tests.Testing;

public class PostgresServerTests
{
    [Fact]
    public async Task Databases_of_the_shared_server_know_nothing_of_each_other()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var first = await PostgresServer.CreateDatabaseAsync(cancellationToken: cancellationToken);
        await using var second = await PostgresServer.CreateDatabaseAsync(cancellationToken: cancellationToken);

        await ScalarAsync(first.ConnectionString, "create table only_here (id bigint)");

        Assert.Equal(1L, await ScalarAsync(first.ConnectionString, "select count(*) from pg_tables where tablename = 'only_here'"));
        Assert.Equal(0L, await ScalarAsync(second.ConnectionString, "select count(*) from pg_tables where tablename = 'only_here'"));
    }

    [Fact]
    public async Task A_database_is_copied_from_a_template()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var template = await PostgresServer.CreateDatabaseAsync(cancellationToken: cancellationToken);
        await ScalarAsync(template.ConnectionString + ";Pooling=false", "create table copied (id bigint)");

        await using var copy = await PostgresServer.CreateDatabaseAsync(template.Name, cancellationToken);

        Assert.Equal(1L, await ScalarAsync(copy.ConnectionString, "select count(*) from pg_tables where tablename = 'copied'"));
    }

    [Fact]
    public async Task A_disposed_database_is_gone_even_when_somebody_is_connected()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var database = await PostgresServer.CreateDatabaseAsync(cancellationToken: cancellationToken);
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(cancellationToken);

        await database.DisposeAsync();

        NpgsqlConnection.ClearAllPools();
        var fault = await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(database.ConnectionString, "select 1"));
        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, fault.SqlState);
    }

    [Fact]
    public async Task The_server_of_the_npm_package_serves_as_well()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var binaries = await PostgresBinaries.InstallAsync(cancellationToken);
        await using var server = await PostgresServer.StartAsync(new PostgresOptions { Binaries = binaries, Durable = true }, cancellationToken);
        await using var database = await server.CreateAsync(cancellationToken: cancellationToken);

        Assert.StartsWith("PostgreSQL 18", (string?)await ScalarAsync(database.ConnectionString, "select version()"), StringComparison.Ordinal);
        Assert.Equal("on", await ScalarAsync(database.ConnectionString, "show fsync"));
    }

    [Fact]
    public void A_seed_gives_the_same_bytes_whatever_the_portions()
    {
        var whole = new byte[64];
        new SeededRandom(7).Fill(whole);
        var again = new byte[64];
        new SeededRandom(7).Fill(again);
        var other = new byte[64];
        new SeededRandom(8).Fill(other);

        Assert.Equal(whole, again);
        Assert.NotEqual(whole, other);
        // Fixed here, so that a seed noted in a report repeats its failure for ever.
        Assert.Equal("d70d3259e4e1cb63", Convert.ToHexStringLower(whole[..8]));
    }

    private static async Task<object?> ScalarAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
