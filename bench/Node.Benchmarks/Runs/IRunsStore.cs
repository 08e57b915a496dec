namespace Node.Benchmarks.Runs;

/// <summary>One engine: fresh databases, the same rows as fast as plain client code can write them, and what it all costs.</summary>
internal interface IRunsStore : IAsyncDisposable
{
    /// <summary>The engine, for the report.</summary>
    string Name { get; }

    /// <summary>A fresh empty database, in the form of the node's configuration.</summary>
    Task<string> CreateAsync();

    /// <summary>Writes keys and finished runs, each part in one commit, by the fastest plain means of the client library.</summary>
    Task InsertAsync(string url, IReadOnlyList<StoredRun[]> parts);

    /// <summary>The bytes that keys and finished runs take, with their indexes.</summary>
    Task<long> BytesAsync(string url);

    /// <summary>The server's process id; 0 when there is none.</summary>
    int ServerId { get; }

    /// <summary>Processor time of the server so far.</summary>
    TimeSpan ServerCpu { get; }

    /// <summary>Bytes that the server wrote to its write-ahead log so far.</summary>
    Task<long> LogBytesAsync();
}
