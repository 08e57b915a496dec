using Npgsql;

namespace Node.Core.Storage;

/// <summary>The lock under which one process at a time migrates a PostgreSQL database. By itself, so that a node on SQLite does not load the driver.</summary>
internal static class PostgresMigrationLock
{
    // Any constant will do, as long as every release uses the same.
    private const long AdvisoryLock = 0x6f7261636c65;

    /// <summary>How long another process that migrates the same database is waited for.</summary>
    private static readonly TimeSpan LockTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Does <paramref name="work"/> under the lock.</summary>
    /// <exception cref="StorageException">The database is away, or another process holds the lock for too long.</exception>
    public static async Task<T> HoldAsync<T>(DatabaseUrl url, Func<T> work, CancellationToken cancellationToken)
    {
        try
        {
            // Not from the pool: a pooled connection keeps its lock until somebody uses it again.
            await using var holder = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(url.ConnectionText) { Pooling = false }.ToString());
            await holder.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand($"SELECT pg_advisory_lock({AdvisoryLock})", holder)
            {
                CommandTimeout = (int)LockTimeout.TotalSeconds,
            };
            await command.ExecuteNonQueryAsync(cancellationToken);
            return work();
        }
        catch (NpgsqlException e)
        {
            throw new StorageException($"cannot reach the database {url}: {e.Message}. Check the address, the name and the password.", e);
        }
    }
}
