using System.Globalization;
using DevChain.Processes;
using Npgsql;

namespace Node.Testing.Postgres;

/// <summary>A real PostgreSQL server in a folder of its own; it ends with this process, however this process ends, and its folder with it.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string UserName = "node";
    private const int StartAttemptsMax = 3;

    private static readonly TimeSpan StartPoll = TimeSpan.FromMilliseconds(50);
    private static readonly Lazy<Task<PostgresServer>> Shared = new(() => StartAsync());

    private readonly ChildProcess? _keeper;
    private readonly ChildProcessOptions _program;
    private readonly int _port;
    private readonly NpgsqlDataSource _admin;
    private ChildProcess _process;
    private int _databases;

    private PostgresServer(ChildProcess? keeper, ChildProcessOptions program, int port)
    {
        (_keeper, _program, _port) = (keeper, program, port);
        _process = ChildProcess.Start(program);
        _admin = NpgsqlDataSource.Create(ConnectionString("postgres"));
    }

    /// <summary>The process id of the server.</summary>
    public int ProcessId => _process.Id;

    /// <summary>The server that all tests of this process share, started by the first that asks.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not to be had; the message says what to install.</exception>
    public static Task<PostgresServer> GetSharedAsync() => Shared.Value;

    /// <summary>A fresh database on the shared server.</summary>
    /// <param name="template">A database to copy, to which nobody is connected. Default, null: an empty one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<PostgresDatabase> CreateDatabaseAsync(string? template = null, CancellationToken cancellationToken = default) =>
        await (await GetSharedAsync()).CreateAsync(template, cancellationToken);

    /// <summary>Starts a server of one's own.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not to be had, or does not start; the message says why.</exception>
    public static async Task<PostgresServer> StartAsync(PostgresOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new PostgresOptions();
        var binaries = options.Binaries ?? await PostgresBinaries.FindAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var server = await LaunchAsync(options, binaries, cancellationToken);
            if (await server.AnswersAsync(options, cancellationToken))
            {
                return server;
            }

            // Another program may have taken the port meanwhile.
            await server.DisposeAsync();
            if (attempt == StartAttemptsMax)
            {
                throw new InvalidOperationException($"PostgreSQL does not start. It said:\n{string.Join('\n', server._process.LastLines)}");
            }
        }
    }

    /// <summary>In Npgsql's form.</summary>
    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = _port, Username = UserName, Database = database }.ConnectionString;

    /// <summary>In the form of the node's configuration: <c>postgres://…</c>.</summary>
    public string Url(string database) => $"postgres://{UserName}@127.0.0.1:{_port}/{database}";

    /// <summary>A fresh database.</summary>
    /// <param name="template">A database to copy, to which nobody is connected. Default, null: an empty one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<PostgresDatabase> CreateAsync(string? template = null, CancellationToken cancellationToken = default)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        // template0 and not template1: anybody connected to a template keeps it from being copied.
        await ExecuteAsync($"create database {name} template {template ?? "template0"}", cancellationToken);
        return new PostgresDatabase(this, name);
    }

    /// <summary>Ends every connection to a database, as a server that is restarted does.</summary>
    public Task DisconnectAllAsync(string database, CancellationToken cancellationToken = default) =>
        ExecuteAsync($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database}'", cancellationToken);

    /// <summary>Kills one of the server's own processes, upon which it ends all of them, recovers and comes back.</summary>
    public async Task CrashAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await ProgramRun.ToEndAsync(
            new ChildProcessOptions { FileName = "kill", Arguments = ["-9", connection.ProcessID.ToString(CultureInfo.InvariantCulture)] },
            TimeSpan.FromSeconds(10),
            cancellationToken);
        try
        {
            while (true)
            {
                await using var command = new NpgsqlCommand("select pg_sleep(0.01)", connection);
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
        catch (NpgsqlException)
        {
            // Now it is dead.
        }
    }

    /// <summary>Stops it in order, as an operator does: connections end, what is committed is on the disk, and until it is started nobody listens.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_keeper is null)
        {
            throw new InvalidOperationException("a server whose data is to outlive it is started with Restartable");
        }

        await ProgramRun.ToEndAsync(
            new ChildProcessOptions { FileName = "kill", Arguments = ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)] },
            TimeSpan.FromSeconds(10),
            cancellationToken);
        await _process.Exited.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        await _process.DisposeAsync();
    }

    /// <summary>Starts it again with its data, and waits until it answers.</summary>
    public Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        _process = ChildProcess.Start(_program);
        return UntilBackAsync(cancellationToken);
    }

    /// <summary>Waits until the server answers again.</summary>
    /// <exception cref="TimeoutException">It does not.</exception>
    public async Task UntilBackAsync(CancellationToken cancellationToken = default)
    {
        if (!await AnswersAsync(new PostgresOptions(), cancellationToken))
        {
            throw new TimeoutException($"PostgreSQL does not come back. It said:\n{string.Join('\n', _process.LastLines)}");
        }

        // One may be from just before the end.
        _admin.Clear();
    }

    /// <summary>Ends the server and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _admin.DisposeAsync();
        await _process.DisposeAsync();
        if (_keeper is not null)
        {
            await _keeper.DisposeAsync();
        }
    }

    internal Task DropAsync(string name) => ExecuteAsync($"drop database if exists {name} with (force)", CancellationToken.None);

    private static async Task<PostgresServer> LaunchAsync(
        PostgresOptions options, PostgresBinaries binaries, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("oracle-node-postgres-").FullName;
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                // The server's user has to enter it, and is not the owner when the tests run as root.
                File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
            }

            binaries = await ReachableAsync(binaries, folder, cancellationToken);
            var data = Path.Combine(folder, "data");
            await ProgramRun.ToEndAsync(
                Program(binaries.InitDb, "-D", data, "-U", UserName, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"),
                options.StartTimeout,
                cancellationToken);
            var port = FreePort.Next();
            var program = Program(binaries.Server, Arguments(options, data, port)) with { StopSignal = "QUIT" }; // at once: nobody reads this data again

            // A folder goes with a process: the server's own, or one that only keeps it.
            return options.Restartable
                ? new PostgresServer(ChildProcess.Start(new ChildProcessOptions { FileName = "sleep", Arguments = ["100000"], FolderToRemove = folder }), program, port)
                : new PostgresServer(null, program with { FolderToRemove = folder }, port);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    private static List<string> Arguments(PostgresOptions options, string data, int port)
    {
        List<string> arguments =
        [
            "-D", data,
            "-p", port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            "-c", string.Create(CultureInfo.InvariantCulture, $"max_connections={options.ConnectionsMax}"),
        ];
        if (!options.Durable)
        {
            arguments.AddRange(["-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]);
        }

        return arguments;
    }

    private static ChildProcessOptions Program(string program, params IEnumerable<string> arguments)
    {
        var (fileName, all) = PostgresAccount.Run(program, arguments);
        // The server's user may not be allowed into the folder of this process.
        return new ChildProcessOptions { FileName = fileName, Arguments = all, WorkingFolder = "/" };
    }

    // A checked-out tree below root's home is closed to the user that the server runs as: copy the programs out of it.
    private static async Task<PostgresBinaries> ReachableAsync(PostgresBinaries binaries, string folder, CancellationToken cancellationToken)
    {
        try
        {
            await ProgramRun.ToEndAsync(Program(binaries.Server, "--version"), TimeSpan.FromSeconds(30), cancellationToken);
            return binaries;
        }
        catch (InvalidOperationException) when (Environment.UserName == "root")
        {
            var home = Path.GetDirectoryName(Path.GetDirectoryName(binaries.Server))!;
            var copy = Path.Combine(folder, "programs");
            await ProgramRun.ToEndAsync(
                new ChildProcessOptions { FileName = "cp", Arguments = ["-R", home, copy] }, TimeSpan.FromSeconds(60), cancellationToken);
            return new PostgresBinaries(Path.Combine(copy, "bin", "initdb"), Path.Combine(copy, "bin", "postgres"));
        }
    }

    private async Task<bool> AnswersAsync(PostgresOptions options, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!_process.Exited.IsCompleted && TimeProvider.System.GetElapsedTime(startedAt) < options.StartTimeout)
        {
            try
            {
                await using var connection = await _admin.OpenConnectionAsync(cancellationToken);
                return true;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(StartPoll, cancellationToken);
            }
        }

        return false;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = _admin.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
