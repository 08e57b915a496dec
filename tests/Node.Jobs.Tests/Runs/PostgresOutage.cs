using Node.Core.Storage;
using Node.Testing.Postgres;

namespace Node.Jobs.Tests.Runs;

/// <summary>A time in which a database takes no connections and has none.</summary>
internal sealed class PostgresOutage : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly string _name;
    private bool _isOver;

    private PostgresOutage(PostgresServer server, string name)
    {
        _server = server;
        _name = name;
    }

    public static async Task<PostgresOutage> BeginAsync(Database database)
    {
        var shown = database.Url.Shown;
        var outage = new PostgresOutage(await PostgresServer.GetSharedAsync(), shown[(shown.LastIndexOf('/') + 1)..]);
        await outage.AllowAsync(isAllowed: false);
        await outage._server.DisconnectAllAsync(outage._name);
        return outage;
    }

    public async Task EndAsync()
    {
        if (!_isOver)
        {
            _isOver = true;
            await AllowAsync(isAllowed: true);
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync();

    private async Task AllowAsync(bool isAllowed)
    {
        await using var administration = Database.Open(DatabaseUrl.Parse(_server.Url("postgres")), TimeProvider.System);
        await administration.WriteAsync(
            session => session.ExecuteAsync($"ALTER DATABASE \"{_name}\" ALLOW_CONNECTIONS {(isAllowed ? "true" : "false")}"), CancellationToken.None);
    }
}
