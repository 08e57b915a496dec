using Node.Core.Storage;

namespace Node.Testing.Postgres;

/// <summary>A time in which a database takes no connections and has none.</summary>
public sealed class PostgresOutage : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly string _name;
    private bool _isOver;

    private PostgresOutage(PostgresServer server, string name)
    {
        _server = server;
        _name = name;
    }

    /// <summary>Ends all connections to a database and takes no others.</summary>
    public static async Task<PostgresOutage> BeginAsync(Database database)
    {
        ArgumentNullException.ThrowIfNull(database);
        var shown = database.Url.Shown;
        var outage = new PostgresOutage(await PostgresServer.GetSharedAsync(), shown[(shown.LastIndexOf('/') + 1)..]);
        await outage.AllowAsync(isAllowed: false);
        await outage._server.DisconnectAllAsync(outage._name);
        return outage;
    }

    /// <summary>The database is there again.</summary>
    public async Task EndAsync()
    {
        if (!_isOver)
        {
            _isOver = true;
            await AllowAsync(isAllowed: true);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await EndAsync();

    private async Task AllowAsync(bool isAllowed)
    {
        await using var administration = Database.Open(DatabaseUrl.Parse(_server.Url("postgres")), TimeProvider.System);
        await administration.WriteAsync(
            session => session.ExecuteAsync($"ALTER DATABASE \"{_name}\" ALLOW_CONNECTIONS {(isAllowed ? "true" : "false")}"), CancellationToken.None);
    }
}
