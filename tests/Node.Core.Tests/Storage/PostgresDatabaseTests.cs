using System.Collections;
using Node.Core.Randomness;
using Node.Core.Storage;
using Node.Testing;
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

    [Fact]
    public async Task However_many_read_at_once_one_writer_stays_with_one_server_process()
    {
        const int Readers = 12;
        await using var test = await TestDatabase.CreateAsync(EngineKind.Postgres);
        var token = TestContext.Current.CancellationToken;
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(
            _ => test.Database.ReadAsync(session => session.SingleAsync<long>("SELECT count(*) FROM pg_sleep(0.05)"), token)));
        HashSet<long> processes = [];
        for (var i = 0; i < Readers; i++)
        {
            processes.Add(await test.Database.WriteAsync(session => session.SingleAsync<long>("SELECT pg_backend_pid()::bigint"), token));
        }

        Assert.Single(processes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Readers_and_writers_together_have_as_many_connections_as_the_url_says(int connections)
    {
        await using var test = await PostgresServer.CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken);
        var name = $"counted-{connections}";
        await using var database = Database.Open(DatabaseUrl.Parse($"{test.Url}?MaxPoolSize={connections}&ApplicationName={name}"), TimeProvider.System);
        var token = TestContext.Current.CancellationToken;
        var count = $"SELECT count(*) FROM pg_stat_activity, pg_sleep(0.02) WHERE application_name = '{name}'";
        var counts = await Task.WhenAll(Enumerable.Range(0, 4 * connections).Select(i => i % 2 == 0
            ? database.ReadAsync(session => session.SingleAsync<long>(count), token)
            : database.WriteAsync(session => session.SingleAsync<long>(count), token)));

        Assert.Equal(connections, counts.Max());
    }

    [Fact]
    public async Task Readers_do_not_take_the_connections_of_writers()
    {
        await using var test = await PostgresServer.CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var database = Database.Open(DatabaseUrl.Parse($"{test.Url}?MaxPoolSize=4"), TimeProvider.System);
        var token = TestContext.Current.CancellationToken;
        var done = new TaskCompletionSource();
        var started = new SemaphoreSlim(0);
        var reads = Enumerable.Range(0, 8).Select(_ => database.ReadAsync(
            async session =>
            {
                started.Release();
                await done.Task;
                return true;
            },
            token)).ToList();
        for (var i = 0; i < 3; i++)
        {
            await started.WaitAsync(token);
        }

        Assert.Equal(1, await database.WriteAsync(session => session.SingleAsync<long>("SELECT 1::bigint"), token));
        done.SetResult();
        await Task.WhenAll(reads);
    }

    [Fact]
    public async Task Rows_that_are_copied_arrive_whole_however_large_and_none_does_when_one_is_wrong()
    {
        await using var test = await TestDatabase.CreateAsync(EngineKind.Postgres);
        var token = TestContext.Current.CancellationToken;
        await test.Database.WriteAsync(session => session.ExecuteAsync("CREATE TABLE large (id bigint, name text, body bytea)"), token);
        static object?[] Row(long id) => [id, new string('ü', 50_000), Enumerable.Repeat((byte)id, 100_000).ToArray()];
        static BulkInsert Rows(params object?[][] rows) => new(
            "large", [new("id", BulkType.Number), new("name", BulkType.Text), new("body", BulkType.Bytes)], rows);

        await test.Database.WriteAsync(session => session.BulkInsertAsync(Rows(Row(1), Row(2), [null, null, null])), token);
        await Assert.ThrowsAsync<InvalidCastException>(
            () => test.Database.WriteAsync(session => session.BulkInsertAsync(Rows(Row(3), Row(4), [5L, 5L, 5L])), token));

        const string Intact = "SELECT count(*) FROM large WHERE name = repeat('ü', 50000) AND body = decode(repeat(lpad(id::text, 2, '0'), 100000), 'hex')";
        Assert.Equal(2, await test.Database.ReadAsync(session => session.SingleAsync<long>(Intact), token));
        Assert.Equal(3, await test.Database.ReadAsync(session => session.SingleAsync<long>("SELECT count(*) FROM large"), token));
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(3, 100)]
    [InlineData(3, 100_000)]
    public async Task A_connection_that_is_cut_while_rows_are_copied_is_a_failure_of_the_database_that_is_tried_again(int cutAt, int rowBytes)
    {
        await using var test = await TestDatabase.CreateAsync(EngineKind.Postgres);
        var token = TestContext.Current.CancellationToken;
        await test.Database.WriteAsync(session => session.ExecuteAsync("CREATE TABLE copied (id bigint, body bytea)"), token);
        var shown = test.Database.Url.Shown;
        var server = await PostgresServer.GetSharedAsync();
        var attempts = 0;
        await test.Database.WriteAsync(
            session => session.BulkInsertAsync(new BulkInsert("copied", [new("id", BulkType.Number), new("body", BulkType.Bytes)], new CutRows(Rows()))),
            token);

        Assert.Equal(2, attempts);
        Assert.Equal(6, await test.Database.ReadAsync(session => session.SingleAsync<long>("SELECT count(*) FROM copied"), token));

        IEnumerable<object?[]> Rows()
        {
            attempts++;
            for (var id = 1L; id <= 6; id++)
            {
                if (id == cutAt && attempts == 1)
                {
                    Task.Run(() => server.DisconnectAllAsync(shown[(shown.LastIndexOf('/') + 1)..], token), token).Wait(token);
                }

                yield return [id, new byte[rowBytes]];
            }
        }
    }

    [Fact]
    public async Task What_is_copied_is_what_an_insert_of_the_same_rows_stores()
    {
        const int Count = 2000;
        await using var test = await TestDatabase.CreateAsync(EngineKind.Postgres);
        var token = TestContext.Current.CancellationToken;
        var random = SeededRandom.Fresh();
        var rows = Enumerable.Range(0, Count).Select(_ => RandomRow(random)).ToArray();
        BulkColumn[] columns = [new("id", BulkType.Number), new("name", BulkType.Text), new("body", BulkType.Bytes), new("made_at", BulkType.Time)];
        await test.Database.WriteAsync(
            async session =>
            {
                foreach (var table in (string[])["copied", "inserted"])
                {
                    await session.ExecuteAsync($"CREATE TABLE {table} (id bigint, name text, body bytea, made_at bigint)");
                    await session.BulkInsertAsync(new BulkInsert(table, columns, rows) { SkipConflicts = table == "inserted" });
                }
            },
            token);

        Assert.Equal(Count, await test.Database.ReadAsync(session => session.SingleAsync<long>("SELECT count(*) FROM copied"), token));
        const string Differ = "SELECT count(*) FROM ((TABLE copied EXCEPT ALL TABLE inserted) UNION ALL (TABLE inserted EXCEPT ALL TABLE copied)) AS differ";
        Assert.Equal(0, await test.Database.ReadAsync(session => session.SingleAsync<long>(Differ), token));
    }

    private static object?[] RandomRow(SeededRandom random)
    {
        const string Letters = "aZ09 \"\\\n\u0001ßあ\u00a0";
        object? Or(object value) => random.NextInt32(8) == 0 ? null : value;
        return
        [
            Or(random.NextInt32(3) switch { 0 => long.MinValue, 1 => long.MaxValue, _ => random.NextInt32(int.MaxValue) }),
            Or(string.Concat(Enumerable.Range(0, random.NextInt32(60)).Select(_ => random.NextInt32(20) == 0 ? "😀" : Letters[random.NextInt32(Letters.Length)].ToString()))),
            Or(random.NextBytes(random.NextInt32(60))),
            Or(DateTimeOffset.UnixEpoch.AddMicroseconds(random.NextInt32(int.MaxValue) - (int.MaxValue / 2))),
        ];
    }

    // Rows that are made when they are asked for.
    private sealed class CutRows(IEnumerable<object?[]> rows) : IReadOnlyList<object?[]>
    {
        public int Count => 6;

        public object?[] this[int index] => rows.ElementAt(index);

        public IEnumerator<object?[]> GetEnumerator() => rows.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
