namespace Node.Core.Storage;

/// <summary>The two databases the node runs on.</summary>
public enum EngineKind
{
    /// <summary>SQLite 3: a file in the data folder. The default.</summary>
    Sqlite,

    /// <summary>PostgreSQL 14 or later.</summary>
    Postgres,
}
