namespace Node.Testing.Postgres;

/// <summary>How a PostgreSQL server of the tests is set up.</summary>
public sealed record PostgresOptions
{
    /// <summary>True: commits reach the disk, as in production; for benchmarks. Default, false: they do not, which is faster.</summary>
    public bool Durable { get; init; }

    /// <summary>True: it can be stopped and started again. Default, false: what stops is gone.</summary>
    public bool Restartable { get; init; }

    /// <summary>Default: 200.</summary>
    public int ConnectionsMax { get; init; } = 200;

    /// <summary>How long it may take to answer. Default: 60 s, for a machine that is busy with other tests.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Default, null: what <see cref="PostgresBinaries.FindAsync"/> finds.</summary>
    public PostgresBinaries? Binaries { get; init; }
}
