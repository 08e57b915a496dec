using Node.Benchmarks.Figures;
using Node.Testing.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Node.Benchmarks.Runs;

/// <summary>A PostgreSQL server of its own with default settings: commits reach the disk.</summary>
internal sealed class PostgresRunsStore : IRunsStore
{
    private readonly PostgresServer _server;
    private readonly Dictionary<string, PostgresDatabase> _databases = [];

    private PostgresRunsStore(PostgresServer server) => _server = server;

    public string Name => "postgres";

    public int ServerId => _server.ProcessId;

    public TimeSpan ServerCpu => ProcessCpu.OfTree(_server.ProcessId);

    public static async Task<PostgresRunsStore> StartAsync() => new(await PostgresServer.StartAsync(new PostgresOptions { Durable = true }));

    public async Task<string> CreateAsync()
    {
        var database = await _server.CreateAsync();
        _databases[database.Url] = database;
        return database.Url;
    }

    public async Task<long> LogBytesAsync() =>
        decimal.ToInt64(await ScalarAsync<decimal>(_server.ConnectionString("postgres"), "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')"));

    public async Task InsertAsync(string url, IReadOnlyList<StoredRun[]> parts)
    {
        await using var connection = await OpenAsync(_databases[url].ConnectionString);
        foreach (var part in parts)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await CopyKeysAsync(connection, part);
            await CopyRunsAsync(connection, part);
            await transaction.CommitAsync();
        }
    }

    public Task<long> BytesAsync(string url) =>
        ScalarAsync<long>(_databases[url].ConnectionString, "SELECT (SELECT sum(pg_total_relation_size(relid))::bigint FROM pg_partition_tree('runs')) + pg_total_relation_size('run_keys')");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task CopyKeysAsync(NpgsqlConnection connection, StoredRun[] runs)
    {
        await using var writer = await connection.BeginBinaryImportAsync("COPY run_keys (job_id, trigger_key, run_id) FROM STDIN (FORMAT BINARY)");
        foreach (var run in runs)
        {
            await writer.StartRowAsync();
            await writer.WriteAsync(run.JobId, NpgsqlDbType.Bigint);
            await writer.WriteAsync(run.TriggerKey, NpgsqlDbType.Text);
            await writer.WriteAsync(run.Id, NpgsqlDbType.Bigint);
        }

        await writer.CompleteAsync();
    }

    private static async Task CopyRunsAsync(NpgsqlConnection connection, StoredRun[] runs)
    {
        await using var writer = await connection.BeginBinaryImportAsync(
            "COPY runs_1 (id, job_id, state, trigger_kind, trigger_key, accepted_at, finished_at, record) FROM STDIN (FORMAT BINARY)");
        foreach (var run in runs)
        {
            await writer.StartRowAsync();
            await writer.WriteAsync(run.Id, NpgsqlDbType.Bigint);
            await writer.WriteAsync(run.JobId, NpgsqlDbType.Bigint);
            await writer.WriteAsync(run.State, NpgsqlDbType.Text);
            await writer.WriteAsync(run.TriggerKind, NpgsqlDbType.Text);
            await writer.WriteAsync(run.TriggerKey, NpgsqlDbType.Text);
            await writer.WriteAsync(run.AcceptedAt, NpgsqlDbType.Bigint);
            await writer.WriteAsync(run.FinishedAt, NpgsqlDbType.Bigint);
            await writer.WriteAsync(run.Record, NpgsqlDbType.Bytea);
        }

        await writer.CompleteAsync();
    }

    private static async Task<T> ScalarAsync<T>(string connectionString, string sql)
    {
        await using var connection = await OpenAsync(connectionString);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        return connection;
    }
}
