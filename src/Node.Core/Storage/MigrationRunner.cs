using DbUp;
using DbUp.Builder;
using DbUp.Engine;
using Microsoft.Data.Sqlite;

namespace Node.Core.Storage;

/// <summary>Brings the schema up to date, under a lock, and refuses a database that a newer program has changed.</summary>
public static class MigrationRunner
{
    /// <summary>Applies what is missing, in order, each step in a transaction of its own.</summary>
    /// <returns>The names of the steps that were applied; empty when the schema was up to date.</returns>
    /// <exception cref="StorageException">The database is away, newer than this program, or a step failed.</exception>
    public static async Task<IReadOnlyList<string>> ApplyAsync(
        Database database, IReadOnlyList<Migration> migrations, CancellationToken cancellationToken) => database.Dialect.Engine == EngineKind.Sqlite
            ? Apply(database, migrations) // The lock file of the engine already keeps other processes out.
            : await PostgresMigrationLock.HoldAsync(database.Url, () => Apply(database, migrations), cancellationToken);

    private static List<string> Apply(Database database, IReadOnlyList<Migration> migrations)
    {
        var upgrader = BuilderFor(database)
            .WithScripts(migrations.Select(migration => new SqlScript(migration.Name, migration.Sql)))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build();
        var known = migrations.Select(migration => migration.Name).ToHashSet(StringComparer.Ordinal);
        var unknown = upgrader.GetExecutedScripts().Where(name => !known.Contains(name)).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw new StorageException(
                $"the database {database.Url} is newer than this program: it has the step {unknown[^1]}, which this program does not know. "
                + "Start the newer program, or restore the backup made before the upgrade.");
        }

        var result = upgrader.PerformUpgrade();
        if (!result.Successful)
        {
            throw new StorageException(
                $"the step {result.ErrorScript?.Name ?? "(none)"} failed on {database.Url}: {result.Error.Message}. The steps before it stay applied.",
                result.Error);
        }

        return [.. result.Scripts.Select(script => script.Name)];
    }

    private static UpgradeEngineBuilder BuilderFor(Database database) => database.Dialect.Engine == EngineKind.Sqlite
        ? DeployChanges.To.SqliteDatabase(new SqliteConnectionStringBuilder { DataSource = database.Url.ConnectionText }.ToString())
        : DeployChanges.To.PostgresqlDatabase(database.Url.ConnectionText);
}
