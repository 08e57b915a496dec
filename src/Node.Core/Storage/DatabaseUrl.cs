using System.Globalization;
using Npgsql;

namespace Node.Core.Storage;

/// <summary>Where the database is: <c>sqlite:PATH</c> or <c>postgres://USER:PASSWORD@HOST:PORT/NAME?option=value</c>.</summary>
public sealed class DatabaseUrl
{
    private const string SqliteScheme = "sqlite:";

    private DatabaseUrl(EngineKind engine, string connectionText, string shown)
    {
        Engine = engine;
        ConnectionText = connectionText;
        Shown = shown;
    }

    /// <summary>Which engine it names.</summary>
    public EngineKind Engine { get; }

    /// <summary>What may be logged: no user, no password.</summary>
    public string Shown { get; }

    /// <summary>SQLite: the file's path. PostgreSQL: Npgsql's connection string, password included.</summary>
    internal string ConnectionText { get; }

    /// <summary>A SQLite file.</summary>
    public static DatabaseUrl ForSqlite(string path) => new(EngineKind.Sqlite, path, SqliteScheme + path);

    /// <summary>Reads a URL.</summary>
    /// <exception cref="FormatException">It is neither form; the message says what is accepted and holds no password.</exception>
    public static DatabaseUrl Parse(string text)
    {
        if (text.StartsWith(SqliteScheme, StringComparison.OrdinalIgnoreCase) && text.Length > SqliteScheme.Length)
        {
            return ForSqlite(text[SqliteScheme.Length..].StartsWith("//", StringComparison.Ordinal) ? text[(SqliteScheme.Length + 2)..] : text[SqliteScheme.Length..]);
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "postgres" or "postgresql")
        {
            return ForPostgres(uri!);
        }

        throw new FormatException("a database is sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/NAME");
    }

    /// <inheritdoc/>
    public override string ToString() => Shown;

    private static DatabaseUrl ForPostgres(Uri uri)
    {
        var name = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        if (name.Length == 0 || uri.Host.Length == 0)
        {
            throw new FormatException("a PostgreSQL URL needs a host and a database name: postgres://USER:PASSWORD@HOST:PORT/NAME");
        }

        var builder = new NpgsqlConnectionStringBuilder { Host = uri.Host, Database = name, ApplicationName = "oracle-node" };
        if (!uri.IsDefaultPort)
        {
            builder.Port = uri.Port;
        }

        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
        {
            builder.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length == 2)
        {
            builder.Password = Uri.UnescapeDataString(user[1]);
        }

        foreach (var option in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = option.Split('=', 2);
            try
            {
                builder[Uri.UnescapeDataString(pair[0])] = pair.Length == 2 ? Uri.UnescapeDataString(pair[1]) : "true";
            }
            catch (ArgumentException)
            {
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"the PostgreSQL URL has an unknown option \"{pair[0]}\""));
            }
        }

        return new DatabaseUrl(EngineKind.Postgres, builder.ToString(), $"postgres://{uri.Host}:{builder.Port}/{name}");
    }
}
