using Microsoft.Data.Sqlite;

namespace Node.Benchmarks.Runs;

/// <summary>SQLite in a file, write-ahead log, <c>synchronous=FULL</c>.</summary>
internal sealed class SqliteRunsStore : IRunsStore
{
    private const string Prefix = "sqlite:";

    private readonly string _folder = Directory.CreateTempSubdirectory("oracle-node-bench-").FullName;
    private int _files;

    public string Name => "sqlite";

    public int ServerId => 0;

    public TimeSpan ServerCpu => TimeSpan.Zero;

    public Task<string> CreateAsync() => Task.FromResult($"{Prefix}{Path.Combine(_folder, $"{++_files}.db")}");

    public Task<long> LogBytesAsync() => Task.FromResult(0L);

    public Task InsertAsync(string url, IReadOnlyList<StoredRun[]> parts)
    {
        using var connection = Open(url);
        Execute(connection, "PRAGMA journal_mode=WAL");
        Execute(connection, "PRAGMA synchronous=FULL");
        Execute(connection, "PRAGMA wal_autocheckpoint=4000");
        using var keys = Prepare(connection, "INSERT INTO run_keys (job_id, trigger_key, run_id) VALUES (@p0, @p1, @p2)", 3);
        using var runs = Prepare(
            connection,
            """
            INSERT INTO runs (id, job_id, state, trigger_kind, trigger_key, accepted_at, finished_at, record)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7)
            """,
            8);
        foreach (var part in parts)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            keys.Transaction = transaction;
            runs.Transaction = transaction;
            foreach (var run in part)
            {
                Execute(keys, run.JobId, run.TriggerKey, run.Id);
            }

            foreach (var run in part)
            {
                Execute(runs, run.Id, run.JobId, run.State, run.TriggerKind, run.TriggerKey, run.AcceptedAt, run.FinishedAt, run.Record);
            }

            transaction.Commit();
        }

        return Task.CompletedTask;
    }

    public Task<long> BytesAsync(string url)
    {
        using var connection = Open(url);
        using var command = connection.CreateCommand();
        // The few other rows of the database weigh nothing next to the runs.
        command.CommandText = "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size";
        return Task.FromResult((long)command.ExecuteScalar()!);
    }

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static SqliteConnection Open(string url)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = url[Prefix.Length..], Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"@p{i}" });
        }

        return command;
    }

    private static void Execute(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
