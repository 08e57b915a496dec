using System.Reflection;
using Node.Core.Storage;
using Node.Testing.Postgres;
using Xunit;

namespace Node.Testing.Storage;

/// <summary>A fresh database for one test, with the migrations of the given projects applied; gone when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string? _folder;
    private readonly PostgresDatabase? _postgres;

    private TestDatabase(Database database, IReadOnlyList<Migration> migrations, string? folder, PostgresDatabase? postgres)
    {
        Database = database;
        Migrations = migrations;
        _folder = folder;
        _postgres = postgres;
    }

    /// <summary>The open database.</summary>
    public Database Database { get; private set; }

    /// <summary>The migrations that were applied.</summary>
    public IReadOnlyList<Migration> Migrations { get; }

    /// <summary>Both engines, as theory data.</summary>
    public static TheoryData<EngineKind> Engines => [EngineKind.Sqlite, EngineKind.Postgres];

    /// <summary>Makes one. <c>Node.Core</c>'s own migrations are always applied.</summary>
    public static async Task<TestDatabase> CreateAsync(EngineKind engine, params Assembly[] migrationOwners)
    {
        string? folder = null;
        PostgresDatabase? postgres = null;
        DatabaseUrl url;
        if (engine == EngineKind.Sqlite)
        {
            folder = Directory.CreateTempSubdirectory("node-test-").FullName;
            url = DatabaseUrl.ForSqlite(Path.Combine(folder, "node.db"));
        }
        else
        {
            postgres = await PostgresServer.CreateDatabaseAsync();
            url = DatabaseUrl.Parse(postgres.Url);
        }

        var database = Database.Open(url, TimeProvider.System);
        var migrations = MigrationSource.Read(engine, [typeof(Database).Assembly, .. migrationOwners.Distinct()]);
        await MigrationRunner.ApplyAsync(database, migrations, CancellationToken.None);
        return new TestDatabase(database, migrations, folder, postgres);
    }

    /// <summary>Closes the database and opens it again, as a restart of the node does.</summary>
    /// <param name="observer">Who is told around marked commits from here. Default, null: nobody.</param>
    public async Task ReopenAsync(ICommitObserver? observer = null)
    {
        var url = Database.Url;
        await Database.DisposeAsync();
        Database = Database.Open(url, TimeProvider.System, observer);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
