using System.Data.Common;

namespace Node.Core.Storage;

/// <summary>How one engine opens, lends and takes back connections.</summary>
internal interface IDatabaseEngine : IAsyncDisposable
{
    ISqlDialect Dialect { get; }

    /// <summary>How many connections there may be at once; null when nothing limits them.</summary>
    ConnectionLimits? ConnectionsMax { get; }

    /// <summary>A connection for reading; disposing it gives it back.</summary>
    Task<DbConnection> OpenReadAsync(CancellationToken cancellationToken);

    /// <summary>The right to write, with a transaction begun. On SQLite writers queue here.</summary>
    Task<WriteLease> BeginWriteAsync(CancellationToken cancellationToken);

    /// <summary>Whether trying again may help: a lost connection, a deadlock, a lock held elsewhere.</summary>
    bool IsTransient(DbException exception);

    /// <summary>Whether the engine refuses the data itself, so that the same statement fails for ever.</summary>
    bool IsRefusal(DbException exception);
}
