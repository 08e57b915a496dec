namespace Node.Testing.Postgres;

/// <summary>A database of its own for one test; dropped when disposed, whoever is still connected to it.</summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly PostgresServer _server;

    internal PostgresDatabase(PostgresServer server, string name)
    {
        _server = server;
        Name = name;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>In Npgsql's form.</summary>
    public string ConnectionString => _server.ConnectionString(Name);

    /// <summary>In the form of the node's configuration: <c>postgres://…</c>.</summary>
    public string Url => _server.Url(Name);

    /// <summary>Drops it.</summary>
    public async ValueTask DisposeAsync() => await _server.DropAsync(Name);
}
