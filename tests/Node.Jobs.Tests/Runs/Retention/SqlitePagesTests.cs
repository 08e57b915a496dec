using CsCheck;
using Microsoft.Data.Sqlite;
using Node.Jobs.Runs.Retention;
using Xunit;

namespace Node.Jobs.Tests.Runs.Retention;

/// <summary>The arithmetic against SQLite itself.</summary>
public sealed class SqlitePagesTests
{
    private static readonly Gen<List<int>> Sizes = Gen.OneOf(
        Gen.Int[1, 300].List[300, 600], Gen.Int[500, 1500].List[300, 600], Gen.Int[1, 6000].List[300, 600], Gen.Int[3000, 20_000].List[100, 200]);

    [Fact]
    public void It_counts_as_many_pages_as_the_file_has() => Sizes.Sample(
        sizes =>
        {
            var expected = MeasuredBytes(sizes);
            // The head of a row of one column: the length of the head and the type of the blob.
            var counted = SqlitePages.AverageBytes([.. sizes.Select(size => size + (size < 58 ? 2L : size < 8186 ? 3L : 4L))]) * sizes.Count;
            Assert.True(Math.Abs(counted - expected) <= (expected * 0.03) + (2 * SqlitePages.PageBytes), $"counted {counted}, measured {expected}");
        },
        iter: 12,
        threads: 1);

    [Fact]
    public void Nothing_takes_nothing() => Assert.Equal(0, SqlitePages.AverageBytes([]));

    private static long MeasuredBytes(List<int> sizes)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Execute(connection, "CREATE TABLE t (id INTEGER PRIMARY KEY, b BLOB NOT NULL)");
        var before = Pages(connection);
        using (var transaction = connection.BeginTransaction())
        {
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO t (b) VALUES (@b)";
            var parameter = insert.Parameters.Add("@b", SqliteType.Blob);
            foreach (var size in sizes)
            {
                parameter.Value = new byte[size];
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        return (Pages(connection) - before) * SqlitePages.PageBytes;
    }

    private static long Pages(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA page_count";
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
