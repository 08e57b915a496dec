using Node.Core.Storage;
using Node.Jobs.Runs;
using Node.Testing.Postgres;

namespace Node.Jobs.Tests.Runs;

/// <summary>A database as an older program left it.</summary>
internal sealed class OldDatabase : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("node-test-").FullName;
    private PostgresDatabase? _postgres;

    public Database Database { get; private set; } = null!;

    /// <summary>All migrations of today.</summary>
    public IReadOnlyList<Migration> Migrations { get; private set; } = [];

    /// <summary>Applies the migrations whose names come before <paramref name="before"/>.</summary>
    public static async Task<OldDatabase> CreateAsync(EngineKind engine, string before)
    {
        var old = new OldDatabase();
        old._postgres = engine == EngineKind.Postgres ? await PostgresServer.CreateDatabaseAsync() : null;
        var url = old._postgres is null ? DatabaseUrl.ForSqlite(Path.Combine(old._folder, "node.db")) : DatabaseUrl.Parse(old._postgres.Url);
        old.Database = Database.Open(url, TimeProvider.System);
        old.Migrations = MigrationSource.Read(engine, [typeof(Database).Assembly, typeof(RunJournal).Assembly]);
        await MigrationRunner.ApplyAsync(
            old.Database, [.. old.Migrations.Where(migration => string.CompareOrdinal(migration.Name, before) < 0)], CancellationToken.None);
        return old;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
