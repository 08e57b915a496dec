using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Node.Auditing;
using Node.Core.Randomness;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Eth.Transactions;
using Node.Http;
using Node.Http.Auth;
using Node.Jobs;
using Node.Jobs.Running;
using Node.Logging;
using Node.Telemetry;

namespace Node.Composition;

/// <summary>One node in this process, from opened database to closed one.</summary>
internal sealed class NodeHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Database _database;

    private NodeHost(WebApplication app, Database database, NewToken? newToken)
    {
        _app = app;
        _database = database;
        NewToken = newToken;
    }

    /// <summary>The API token made at this start, to be shown once; null when there were tokens.</summary>
    public NewToken? NewToken { get; }

    /// <summary>What is registered; for tests and benchmarks.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>The address it listens on.</summary>
    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Opens and migrates the database, starts all services and the HTTP server.</summary>
    /// <exception cref="StorageException">The database cannot be used.</exception>
    /// <exception cref="ServiceException">A service did not start.</exception>
    /// <exception cref="IOException">The port is taken, or the data folder cannot be written.</exception>
    public static async Task<NodeHost> StartAsync(
        NodeOptions options, TimeProvider time, IRandomSource random, CancellationToken cancellationToken, ICommitObserver? observer = null)
    {
        var url = options.Database.Url is { } text ? DatabaseUrl.Parse(text.Reveal()) : DatabaseUrl.ForSqlite(Path.Combine(options.DataFolder, "node.db"));
        var database = Database.Open(url, time, observer);
        try
        {
            return await StartAsync(WithPassword(options, random), database, time, random, cancellationToken);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the process is asked to stop.</summary>
    public Task WaitForStopAsync() => _app.WaitForShutdownAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static async Task<NodeHost> StartAsync(
        NodeOptions options, Database database, TimeProvider time, IRandomSource random, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "oracle-node" });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseLimits(options.Http);
        builder.Services.AddRoutingCore();
        builder.Services.AddLog(new LogLevels(options.Log.Level), options.Log.Format == LogFormat.Json);
        builder.Services.AddNode(options, database, time, random);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Runs.StopGrace + TimeSpan.FromSeconds(10));
        var app = builder.Build();
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger<NodeHost>();
        CompositionLog.Starting(logger, Version, database.Url.ToString(), options.Chains.Count);
        try
        {
            var applied = await MigrationRunner.ApplyAsync(database, MigrationSource.Read(database.Dialect.Engine, MigrationOwners), cancellationToken);
            if (applied.Count > 0)
            {
                CompositionLog.Migrated(logger, applied.Count, applied[^1]);
            }

            await app.Services.StartTelemetryAsync(cancellationToken);
            var newToken = await app.Services.GetRequiredService<ApiTokens>().LoadAsync(cancellationToken);
            if (newToken is not null)
            {
                var notes = new AuditNotes();
                notes.Add("token", newToken.AccessKey);
                app.Services.GetRequiredService<AuditLog>().Record(new AuditRecord(AuditActs.ApiTokenCreated, AuditActor.Node, 0, null, notes.All));
            }

            app.MapNode();
            var callbacks = app.Services.GetRequiredService<CallbackAddress>();
            callbacks.Base = CallbackBase.Of(options);
            await app.StartAsync(cancellationToken);
            var host = new NodeHost(app, database, newToken);
            callbacks.Base ??= new Uri(host.Address);
            CompositionLog.Listening(logger, host.Address);
            return host;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>The program's version.</summary>
    public static string Version { get; } = typeof(NodeHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>The projects that own tables.</summary>
    public static IReadOnlyList<Assembly> MigrationOwners { get; } =
        [typeof(Database).Assembly, typeof(ITxQueue).Assembly, typeof(JobsModule).Assembly, typeof(NodeHost).Assembly];

    private static NodeOptions WithPassword(NodeOptions options, IRandomSource random) => options.Keystore.PasswordFile is not null
        ? options
        : options with { Keystore = options.Keystore with { PasswordFile = PasswordFile.Ensure(options.DataFolder, random) } };
}
