using System.Data.Common;
using Npgsql;

namespace Node.Core.Storage;

/// <summary>
/// PostgreSQL through Npgsql's pools: one for reading and one for writing. A pool hands out the connection that has been idle the longest. With one for
/// all, many readers at once made every commit of the run journal go to another server process, to which its tables and statements were new (ADR 0028).
/// </summary>
internal sealed class PostgresEngine : IDatabaseEngine
{
    private const int PreparedMax = 100;

    private readonly NpgsqlDataSource _reading;
    private readonly NpgsqlDataSource _writing;

    public PostgresEngine(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        var settings = builder.ConnectionStringBuilder;
        if (!settings.ContainsKey("Max Auto Prepare"))
        {
            settings.MaxAutoPrepare = PreparedMax;
        }

        // Nothing here changes a session's settings: there is nothing to reset when a connection goes back to the pool.
        settings.NoResetOnClose = true;
        if (settings.MaxPoolSize == 1)
        {
            ConnectionsMax = settings.Pooling ? new ConnectionLimits(1, 1) : null;
            _reading = _writing = builder.Build();
            return;
        }

        var (limits, min) = (ConnectionLimits.Of(settings.MaxPoolSize), settings.MinPoolSize);
        ConnectionsMax = settings.Pooling ? limits : null;
        (settings.MaxPoolSize, settings.MinPoolSize) = (limits.Writing, Math.Min(min, limits.Writing));
        _writing = builder.Build();
        (settings.MaxPoolSize, settings.MinPoolSize) = (limits.Reading, min - settings.MinPoolSize);
        _reading = builder.Build();
    }

    public ISqlDialect Dialect { get; } = new PostgresDialect();

    public ConnectionLimits? ConnectionsMax { get; }

    public async Task<DbConnection> OpenReadAsync(CancellationToken cancellationToken) => await _reading.OpenConnectionAsync(cancellationToken);

    public async Task<WriteLease> BeginWriteAsync(CancellationToken cancellationToken)
    {
        var connection = await _writing.OpenConnectionAsync(cancellationToken);
        try
        {
            return new WriteLease(connection, await connection.BeginTransactionAsync(cancellationToken), connection.DisposeAsync);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public bool IsTransient(DbException exception) => exception.IsTransient;

    // Classes 22 (data exception), 23 (integrity constraint) and 54 (program limit) of the SQL standard's codes.
    public bool IsRefusal(DbException exception) => exception.SqlState is { Length: 5 } state && (state[..2] is "22" or "23" or "54");

    public async ValueTask DisposeAsync()
    {
        await _writing.DisposeAsync();
        await _reading.DisposeAsync();
    }
}
