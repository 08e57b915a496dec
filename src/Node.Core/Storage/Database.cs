using System.Data.Common;

namespace Node.Core.Storage;

/// <summary>The database: lends sessions. Two engines, one meaning. Every member may be called from any thread.</summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>How often a piece of work is tried when the engine says that trying again may help.</summary>
    public const int AttemptsMax = 3;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    private readonly IDatabaseEngine _engine;
    private readonly TimeProvider _time;
    private readonly ICommitObserver? _observer;

    private Database(IDatabaseEngine engine, DatabaseUrl url, TimeProvider time, ICommitObserver? observer)
    {
        _engine = engine;
        _time = time;
        _observer = observer;
        Url = url;
    }

    /// <summary>What differs between the engines.</summary>
    public ISqlDialect Dialect => _engine.Dialect;

    /// <summary>Where the database is.</summary>
    public DatabaseUrl Url { get; }

    /// <summary>Counts and times all work. To be set before the first; null (the default) for nobody.</summary>
    public DatabaseMetrics? Metrics
    {
        get;
        set
        {
            field = value;
            if (value is not null)
            {
                value.ConnectionsMax = _engine.ConnectionsMax;
            }
        }
    }

    /// <summary>Opens the database that <paramref name="url"/> names. SQLite creates the file; PostgreSQL is not contacted yet.</summary>
    /// <param name="url">Where it is.</param>
    /// <param name="time">For pauses between attempts.</param>
    /// <param name="observer">Who is told around marked commits. Default, null: nobody.</param>
    /// <exception cref="StorageException">The file cannot be opened or is held by another process.</exception>
    public static Database Open(DatabaseUrl url, TimeProvider time, ICommitObserver? observer = null)
    {
        UtcMicrosHandler.Register();
        IDatabaseEngine engine = url.Engine == EngineKind.Sqlite
            ? SqliteEngine.Open(url.ConnectionText)
            : new PostgresEngine(url.ConnectionText);
        return new Database(engine, url, time, observer);
    }

    /// <summary>Whether the engine refuses the data itself, so that trying the same again cannot help.</summary>
    public bool IsRefusal(DbException exception) => _engine.IsRefusal(exception);

    /// <summary>Runs <paramref name="work"/> on a connection for reading.</summary>
    /// <remarks>Tried again, up to <see cref="AttemptsMax"/> times, when the engine calls the failure transient.</remarks>
    /// <exception cref="DbException">The database is away or refused; <c>IsTransient</c> tells whether to try again later.</exception>
    public async Task<T> ReadAsync<T>(Func<ReadSession, Task<T>> work, CancellationToken cancellationToken)
    {
        var (started, isOk) = (_time.GetTimestamp(), false);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    var (connection, lease) = await MeasuredLease.OpenAsync(Metrics, isWrite: false, _time, () => _engine.OpenReadAsync(cancellationToken));
                    using (lease)
                    {
                        await using (connection)
                        {
                            var result = await work(new ReadSession(_engine.Dialect, connection, null, cancellationToken));
                            isOk = true;
                            return result;
                        }
                    }
                }
                catch (DbException e) when (attempt < AttemptsMax && _engine.IsTransient(e))
                {
                    await RetryAsync(attempt, isWrite: false, cancellationToken);
                }
            }
        }
        finally
        {
            Metrics?.Done(isWrite: false, isOk, _time.GetElapsedTime(started));
        }
    }

    /// <summary>Runs <paramref name="work"/> in one transaction: commits when it returns, rolls back when it throws.</summary>
    /// <remarks>
    /// The work may run again, up to <see cref="AttemptsMax"/> times, when the engine calls a failure before the commit transient:
    /// it must touch nothing but the session. A failure of the commit itself is thrown: nobody knows whether it happened.
    /// </remarks>
    /// <exception cref="DbException">The database is away or refused.</exception>
    public async Task<T> WriteAsync<T>(Func<WriteSession, Task<T>> work, CancellationToken cancellationToken)
    {
        var (started, isOk) = (_time.GetTimestamp(), false);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var committing = false;
                try
                {
                    WriteSession session;
                    T result;
                    var (right, lease) = await MeasuredLease.OpenAsync(Metrics, isWrite: true, _time, () => _engine.BeginWriteAsync(cancellationToken));
                    using (lease)
                    {
                        await using (right)
                        {
                            session = new WriteSession(_engine.Dialect, right.Connection, right.Transaction, cancellationToken);
                            result = await work(session);
                            session.BeforeCommit(_observer);
                            committing = true;
                            await CommitAsync(session, right.Transaction, cancellationToken);
                            isOk = true;
                        }
                    }

                    session.Committed();
                    return result;
                }
                catch (DbException e) when (!committing && attempt < AttemptsMax && _engine.IsTransient(e))
                {
                    await RetryAsync(attempt, isWrite: true, cancellationToken);
                }
            }
        }
        finally
        {
            Metrics?.Done(isWrite: true, isOk, _time.GetElapsedTime(started));
        }
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<WriteSession, Task> work, CancellationToken cancellationToken) => WriteAsync(
        async session =>
        {
            await work(session);
            return true;
        },
        cancellationToken);

    /// <summary>Closes all connections.</summary>
    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private async Task CommitAsync(WriteSession session, DbTransaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            await transaction.CommitAsync(cancellationToken);
            session.AfterCommit(_observer);
        }
        catch
        {
            session.CommitUnknown();
            throw;
        }
    }

    private Task RetryAsync(int attempt, bool isWrite, CancellationToken cancellationToken)
    {
        Metrics?.Retried(isWrite);
        return Task.Delay(RetryDelay * attempt, _time, cancellationToken);
    }
}
