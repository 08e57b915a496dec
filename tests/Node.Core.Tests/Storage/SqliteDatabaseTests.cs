using Node.Core.Storage;
using Node.Testing.Storage;
using Xunit;

namespace Node.Core.Tests.Storage;

public sealed class SqliteDatabaseTests() : DatabaseTests(EngineKind.Sqlite)
{
    [Fact]
    public async Task A_second_process_on_the_same_file_is_refused_in_one_clear_line()
    {
        await using var test = await TestDatabase.CreateAsync(EngineKind.Sqlite);
        var refusal = Assert.Throws<StorageException>(() => Database.Open(test.Database.Url, TimeProvider.System));

        Assert.Contains("another oracle-node", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("node-test-");
        var path = Path.Combine(folder.FullName, "node.db");
        File.WriteAllText(path, string.Concat(Enumerable.Repeat("this is not a database ", 100)));

        Assert.Contains("cannot open the database", Assert.Throws<StorageException>(() => Database.Open(DatabaseUrl.ForSqlite(path), TimeProvider.System)).Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }
}
