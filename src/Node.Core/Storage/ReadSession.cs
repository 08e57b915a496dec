using System.Data.Common;
using Dapper;

namespace Node.Core.Storage;

/// <summary>A connection lent for reading. Lives for one call of <see cref="Database.ReadAsync{T}"/>; not for several threads at once.</summary>
public class ReadSession
{
    private readonly CancellationToken _cancellationToken;

    internal ReadSession(ISqlDialect dialect, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        Dialect = dialect;
        Connection = connection;
        Transaction = transaction;
        _cancellationToken = cancellationToken;
    }

    /// <summary>What differs between the engines.</summary>
    public ISqlDialect Dialect { get; }

    /// <summary>The connection underneath, for the few things that plain SQL cannot say.</summary>
    protected DbConnection Connection { get; }

    /// <summary>The transaction underneath, if there is one.</summary>
    protected DbTransaction? Transaction { get; }

    /// <summary>Ends with the call that lent the session.</summary>
    public CancellationToken CancellationToken => _cancellationToken;

    /// <summary>All rows of a query.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args = null) =>
        (await Connection.QueryAsync<T>(Command(sql, args))).AsList();

    /// <summary>The first row of a query, or the default of <typeparamref name="T"/>.</summary>
    public Task<T?> FirstOrDefaultAsync<T>(string sql, object? args = null) => Connection.QueryFirstOrDefaultAsync<T>(Command(sql, args));

    /// <summary>The only row of a query.</summary>
    /// <exception cref="InvalidOperationException">No row, or several.</exception>
    public Task<T> SingleAsync<T>(string sql, object? args = null) => Connection.QuerySingleAsync<T>(Command(sql, args));

    private protected CommandDefinition Command(string sql, object? args) =>
        new(sql, args, Transaction, cancellationToken: _cancellationToken);
}
