using System.Data.Common;
using Node.Core.Storage;
using Node.Testing.Storage;
using Xunit;

namespace Node.Core.Tests.Storage;

public abstract class DatabaseTests(EngineKind engine)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_write_says_is_there_after_it_and_after_a_restart()
    {
        await using var test = await CreateAsync();
        await test.Database.WriteAsync(session => session.ExecuteAsync("INSERT INTO things (id, name) VALUES (@id, @name)", new { id = 1L, name = "a" }), Cancelled);
        await test.ReopenAsync();

        Assert.Equal("a", await test.Database.ReadAsync(session => session.SingleAsync<string>("SELECT name FROM things WHERE id = 1"), Cancelled));
    }

    [Fact]
    public async Task A_write_that_throws_leaves_nothing_and_wakes_nobody()
    {
        await using var test = await CreateAsync();
        var woken = false;
        await Assert.ThrowsAsync<InvalidOperationException>(() => test.Database.WriteAsync(
            async session =>
            {
                session.AfterCommit(() => woken = true);
                await session.ExecuteAsync("INSERT INTO things (id, name) VALUES (1, 'a')");
                throw new InvalidOperationException("changed its mind");
            },
            Cancelled));

        Assert.False(woken);
        Assert.Equal(0, await CountAsync(test));
    }

    [Fact]
    public async Task Marked_commits_are_observed_before_and_after_and_marked_rollbacks_are_not()
    {
        await using var test = await CreateAsync();
        var observed = new ObservedCommits();
        await test.ReopenAsync(observed);
        await test.Database.WriteAsync(
            session =>
            {
                session.Mark("one");
                session.Mark("two");
                session.Mark("one");
                session.AfterCommit(() => observed.Told.Add("told"));
                return session.ExecuteAsync("INSERT INTO things (id, name) VALUES (1, 'a')");
            },
            Cancelled);
        await Assert.ThrowsAsync<InvalidOperationException>(() => test.Database.WriteAsync(
            Task (session) =>
            {
                session.Mark("never");
                throw new InvalidOperationException("changed its mind");
            },
            Cancelled));

        Assert.Equal(["before one", "before two", "after one", "after two", "told"], observed.Told);
    }

    [Fact]
    public async Task After_commit_runs_when_others_can_read_it()
    {
        await using var test = await CreateAsync();
        var seen = new TaskCompletionSource<long>();
        await test.Database.WriteAsync(
            async session =>
            {
                session.AfterCommit(() => _ = CountAsync(test).ContinueWith(count => seen.SetResult(count.Result), TaskScheduler.Default));
                await session.ExecuteAsync("INSERT INTO things (id, name) VALUES (1, 'a')");
            },
            Cancelled);

        Assert.Equal(1, await seen.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancelled));
    }

    [Fact]
    public async Task Many_writers_at_once_all_get_through()
    {
        await using var test = await CreateAsync();
        await test.Database.WriteAsync(session => session.ExecuteAsync("INSERT INTO things (id, name, amount) VALUES (1, 'sum', 0)"), Cancelled);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => test.Database.WriteAsync(
            session => session.ExecuteAsync("UPDATE things SET amount = amount + 1 WHERE id = 1"), Cancelled))));

        Assert.Equal(50, await test.Database.ReadAsync(session => session.SingleAsync<long>("SELECT amount FROM things WHERE id = 1"), Cancelled));
    }

    [Fact]
    public async Task Times_come_back_to_the_microsecond_in_utc()
    {
        await using var test = await CreateAsync();
        var time = new DateTimeOffset(2026, 11, 24, 19, 0, 0, 123, 456, TimeSpan.FromHours(2));
        await test.Database.WriteAsync(session => session.ExecuteAsync("INSERT INTO things (id, name, made_at) VALUES (1, 'a', @time)", new { time }), Cancelled);
        var row = await test.Database.ReadAsync(session => session.SingleAsync<Thing>("SELECT id, name, made_at FROM things"), Cancelled);

        Assert.Equal(time, row.MadeAt);
        Assert.Equal(TimeSpan.Zero, row.MadeAt!.Value.Offset);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(500)]
    public async Task A_group_of_statements_is_executed_in_its_order_and_each_gets_its_answer(int rows)
    {
        await using var test = await CreateAsync();
        await test.Database.WriteAsync(session => session.ExecuteAsync("INSERT INTO things (id, name) VALUES (1, 'there'), (2, 'too')"), Cancelled);
        var (removed, known, taken) = await test.Database.WriteAsync(
            async session =>
            {
                var group = session.NewGroup();
                var there = group.Query($"DELETE FROM things WHERE {group.Dialect.InNumbers("id", "@ids")} RETURNING id", ("ids", NumberList.ToJson([2, 9])));
                group.Insert(Things(Enumerable.Range(1000, rows)));
                var fresh = group.Insert(Things([1, 2, 3]) with { SkipConflicts = true, Returning = 0 });
                var next = IdSource.Take(group, "grouped", 5);
                Assert.Throws<InvalidOperationException>(() => next.Values);
                await group.SendAsync();
                await session.NewGroup().SendAsync();
                return (there.Values, fresh.Values, next.Values);
            },
            Cancelled);

        Assert.Equal([2L], removed);
        Assert.Equal([2L, 3L], known.Order());
        Assert.Equal([6L], taken);
        Assert.Equal(3 + rows, await CountAsync(test));

        static BulkInsert Things(IEnumerable<int> ids) => new(
            "things", [new("id", BulkType.Number), new("name", BulkType.Text)], [.. ids.Select(id => new object?[] { (long)id, $"thing {id}" })]);
    }

    [Fact]
    public async Task A_group_of_which_one_statement_fails_leaves_nothing()
    {
        await using var test = await CreateAsync();
        await Assert.ThrowsAnyAsync<DbException>(() => test.Database.WriteAsync(
            async session =>
            {
                var group = session.NewGroup();
                group.Query("INSERT INTO things (id, name) VALUES (1, 'a') RETURNING id");
                group.Insert(new BulkInsert("things", [new("id", BulkType.Number), new("name", BulkType.Text)], [[1L, "again"]]));
                await group.SendAsync();
            },
            Cancelled));

        Assert.Equal(0, await CountAsync(test));
    }

    [Fact]
    public async Task A_bulk_insert_skips_conflicts_and_says_which_rows_went_in()
    {
        await using var test = await CreateAsync();
        await test.Database.WriteAsync(session => session.ExecuteAsync("INSERT INTO things (id, name) VALUES (2, 'there')"), Cancelled);
        var inserted = await test.Database.WriteAsync(
            session => session.BulkInsertAsync(new BulkInsert(
                "things",
                [new("id", BulkType.Number), new("name", BulkType.Text), new("body", BulkType.Bytes), new("made_at", BulkType.Time)],
                [[1L, "a", new byte[] { 1, 2 }, DateTimeOffset.UnixEpoch], [2L, "b", null, null], [3L, "c", null, null], [3L, "d", null, null]])
            {
                SkipConflicts = true,
                Returning = 0,
            }),
            Cancelled);

        Assert.Equal([1, 3], inserted.Order());
        Assert.Equal(["a", "there", "c"], await test.Database.ReadAsync(session => session.QueryAsync<string>("SELECT name FROM things ORDER BY id"), Cancelled));
    }

    [Fact]
    public async Task A_plain_bulk_insert_keeps_every_type_and_fails_whole_on_a_conflict()
    {
        await using var test = await CreateAsync();
        BulkInsert Rows(params object?[][] rows) => new(
            "things", [new("id", BulkType.Number), new("name", BulkType.Text), new("body", BulkType.Bytes), new("made_at", BulkType.Time)], rows);
        await test.Database.WriteAsync(
            session => session.BulkInsertAsync(Rows([1L, "é\u0001", new byte[] { 0, 255 }, DateTimeOffset.UnixEpoch.AddTicks(10)], [2L, "", null, null])), Cancelled);
        var failure = await Assert.ThrowsAnyAsync<DbException>(() => test.Database.WriteAsync(session => session.BulkInsertAsync(Rows([3L, "x", null, null], [1L, "y", null, null])), Cancelled));

        Assert.True(test.Database.IsRefusal(failure));
        var rows = await test.Database.ReadAsync(session => session.QueryAsync<Thing>("SELECT id, name, body, made_at FROM things ORDER BY id"), Cancelled);
        Assert.Equal(2, rows.Count);
        Assert.Equal("é\u0001", rows[0].Name);
        Assert.Equal([0, 255], rows[0].Body!);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddTicks(10), rows[0].MadeAt);
        Assert.Null(rows[1].Body);
    }

    [Fact]
    public async Task Numbers_in_a_json_array_select_rows()
    {
        await using var test = await CreateAsync();
        await test.Database.WriteAsync(session => session.ExecuteAsync("INSERT INTO things (id, name) VALUES (1, 'a'), (2, 'b'), (3, 'c')"), Cancelled);
        var names = await test.Database.ReadAsync(
            session => session.QueryAsync<string>($"SELECT name FROM things WHERE {session.Dialect.InNumbers("id", "@ids")} ORDER BY id", new { ids = "[3,1]" }), Cancelled);

        Assert.Equal(["a", "c"], names);
    }

    [Fact]
    public async Task Ids_rise_without_a_gap_in_a_process_and_never_repeat_after_a_restart()
    {
        await using var test = await CreateAsync();
        long[] before;
        using (var ids = new IdSource(test.Database, "runs"))
        {
            before = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => ids.TakeAsync(10, Cancelled)));
        }

        await test.ReopenAsync();
        using var again = new IdSource(test.Database, "runs");
        var after = await again.TakeAsync(1, Cancelled);

        Assert.Equal(Enumerable.Range(0, 200).Select(i => 1L + (10 * i)), before.Order());
        Assert.True(after > before.Max() + 9);
    }

    [Fact]
    public async Task Migrations_run_once_and_a_newer_database_is_refused()
    {
        await using var test = await CreateAsync();
        Assert.Empty(await MigrationRunner.ApplyAsync(test.Database, test.Migrations, Cancelled));
        var newer = test.Migrations.Append(new Migration("999_future", "CREATE TABLE future (id bigint)")).ToList();
        Assert.Equal(["999_future"], await MigrationRunner.ApplyAsync(test.Database, newer, Cancelled));

        var refusal = await Assert.ThrowsAsync<StorageException>(() => MigrationRunner.ApplyAsync(test.Database, test.Migrations, Cancelled));
        Assert.Contains("newer than this program", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("999_future", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_migration_is_named_and_leaves_nothing_of_itself()
    {
        await using var test = await CreateAsync();
        var broken = test.Migrations.Append(new Migration("998_broken", "CREATE TABLE half (id bigint); CREATE TABLE nonsense nonsense")).ToList();
        var failure = await Assert.ThrowsAsync<StorageException>(() => MigrationRunner.ApplyAsync(test.Database, broken, Cancelled));

        Assert.Contains("998_broken", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<DbException>(() => test.Database.ReadAsync(session => session.QueryAsync<long>("SELECT id FROM half"), Cancelled));
    }

    private static Task<long> CountAsync(TestDatabase test) =>
        test.Database.ReadAsync(session => session.SingleAsync<long>("SELECT count(*) FROM things"), CancellationToken.None);

    private async Task<TestDatabase> CreateAsync()
    {
        var test = await TestDatabase.CreateAsync(engine);
        var bytes = engine == EngineKind.Sqlite ? "BLOB" : "bytea";
        await test.Database.WriteAsync(
            session => session.ExecuteAsync($"CREATE TABLE things (id bigint PRIMARY KEY, name text NOT NULL, amount bigint, body {bytes}, made_at bigint)"), Cancelled);
        return test;
    }

    private sealed class Thing
    {
        public long Id { get; init; }

        public string Name { get; init; } = "";

        public byte[]? Body { get; init; }

        public DateTimeOffset? MadeAt { get; init; }
    }
}
