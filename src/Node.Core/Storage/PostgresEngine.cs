using System.Data.Common;
using Npgsql;

namespace Node.Core.Storage;

/// <summary>PostgreSQL through Npgsql's pool.</summary>
internal sealed class PostgresEngine : IDatabaseEngine
{
    private const int PreparedMax = 100;

    private readonly NpgsqlDataSource _source;

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
        ConnectionsMax = settings.Pooling ? settings.MaxPoolSize : null;
        _source = builder.Build();
    }

    public ISqlDialect Dialect { get; } = new PostgresDialect();

    public int? ConnectionsMax { get; }

    public async Task<DbConnection> OpenReadAsync(CancellationToken cancellationToken) => await _source.OpenConnectionAsync(cancellationToken);

    public async Task<WriteLease> BeginWriteAsync(CancellationToken cancellationToken)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken);
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

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
