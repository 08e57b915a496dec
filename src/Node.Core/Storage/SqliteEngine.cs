using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Node.Core.Storage;

/// <summary>
/// SQLite with a write-ahead log and <c>synchronous=FULL</c>: a commit is on disk before it returns. All writers queue on
/// one connection and begin IMMEDIATE, since a deferred transaction that reads and then writes can fail at once.
/// </summary>
internal sealed class SqliteEngine : IDatabaseEngine
{
    private const int BusyErrorCode = 5;
    private const int LockedErrorCode = 6;
    private const int TooBigErrorCode = 18;
    private const int ConstraintErrorCode = 19;
    private const int MismatchErrorCode = 20;

    private readonly string _connectionString;
    private readonly SqliteConnection _writer;
    private readonly SemaphoreSlim _writerGate = new(1, 1);
    private readonly FileStream _lockFile;

    private SqliteEngine(string connectionString, SqliteConnection writer, FileStream lockFile)
    {
        _connectionString = connectionString;
        _writer = writer;
        _lockFile = lockFile;
    }

    public ISqlDialect Dialect { get; } = new SqliteDialect();

    public ConnectionLimits? ConnectionsMax => null;

    /// <exception cref="StorageException">The file cannot be opened, or another process has it.</exception>
    public static SqliteEngine Open(string path)
    {
        var lockFile = LockFile(path);
        try
        {
            var text = new SqliteConnectionStringBuilder
            {
                DataSource = path,
                ForeignKeys = true,
                DefaultTimeout = 5,
                Pooling = true,
            }.ToString();
            var writer = new SqliteConnection(text);
            writer.Open();
            Execute(writer, "PRAGMA journal_mode=WAL");
            Execute(writer, "PRAGMA synchronous=FULL");
            // The log is folded back each 4,000 pages (16 MiB): rarer pauses than with the default of 1,000.
            Execute(writer, "PRAGMA wal_autocheckpoint=4000");
            return new SqliteEngine(text, writer, lockFile);
        }
        catch (SqliteException e)
        {
            lockFile.Dispose();
            throw new StorageException($"cannot open the database {path}: {e.Message}. Check that the file is a SQLite database and can be written.", e);
        }
    }

    public async Task<DbConnection> OpenReadAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public async Task<WriteLease> BeginWriteAsync(CancellationToken cancellationToken)
    {
        await _writerGate.WaitAsync(cancellationToken);
        try
        {
            return new WriteLease(_writer, _writer.BeginTransaction(deferred: false), GiveBack);
        }
        catch
        {
            _writerGate.Release();
            throw;
        }

        ValueTask GiveBack()
        {
            _writerGate.Release();
            return ValueTask.CompletedTask;
        }
    }

    public bool IsTransient(DbException exception) => exception is SqliteException { SqliteErrorCode: BusyErrorCode or LockedErrorCode };

    public bool IsRefusal(DbException exception) =>
        exception is SqliteException { SqliteErrorCode: TooBigErrorCode or ConstraintErrorCode or MismatchErrorCode };

    public async ValueTask DisposeAsync()
    {
        await _writerGate.WaitAsync();
        await _writer.DisposeAsync();
        using (var connection = new SqliteConnection(_connectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        await _lockFile.DisposeAsync();
        _writerGate.Dispose();
    }

    private static FileStream LockFile(string path)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            {
                Directory.CreateDirectory(folder);
            }

            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"cannot take the lock {path}.lock: {e.Message} If another oracle-node uses this data folder, stop it or choose another folder.", e);
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
