using System.Diagnostics.Metrics;

namespace Node.Core.Storage;

/// <summary>Counts and times what the database is asked.</summary>
public sealed class DatabaseMetrics
{
    private static readonly KeyValuePair<string, object?> Read = new("kind", "read");
    private static readonly KeyValuePair<string, object?> Write = new("kind", "write");
    private static readonly KeyValuePair<string, object?> Ok = new("outcome", "ok");
    private static readonly KeyValuePair<string, object?> Failed = new("outcome", "failed");

    private readonly ConnectionCount _reading = new();
    private readonly ConnectionCount _writing = new();
    private readonly Counter<long> _sessions;
    private readonly Counter<long> _retries;
    private readonly Counter<double> _waited;
    private readonly Histogram<double> _duration;

    /// <summary>Makes the instruments.</summary>
    public DatabaseMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Node.Core");
        _sessions = meter.CreateCounter<long>("node.db.sessions", description: "Pieces of work given to the database: reads, and transactions that write; a write counts once it is committed.");
        _retries = meter.CreateCounter<long>("node.db.retries", description: "Pieces of work that were tried again because the engine called the failure transient.");
        _duration = meter.CreateHistogram<double>("node.db.session.duration", "s", "Time of a piece of work, with waiting for a connection and with the commit.");
        _waited = meter.CreateCounter<double>("node.db.connection.wait", "s", "Time that pieces of work waited for a connection, or for their turn to write.");
        meter.CreateObservableGauge("node.db.connections.waiting", () => Both(count => count.Waiting), description: "Pieces of work that wait for a connection, or for their turn to write.");
        meter.CreateObservableGauge("node.db.connections.used", () => Both(count => count.Used), description: "Pieces of work that have a connection.");
        meter.CreateObservableGauge("node.db.connections.max", Limit, description: "How many may have one at once; nothing on SQLite.");

        // What was never counted is 0 and not missing: only so the first one is seen as an increase.
        foreach (var kind in (KeyValuePair<string, object?>[])[Read, Write])
        {
            _sessions.Add(0, kind, Ok);
            _sessions.Add(0, kind, Failed);
            _retries.Add(0, kind);
            _waited.Add(0, kind);
        }
    }

    /// <summary>How many connections there may be at once. Default, null: as many as are wanted.</summary>
    internal ConnectionLimits? ConnectionsMax { get; set; }

    /// <summary>A piece of work wants a connection.</summary>
    internal void Wants(bool isWrite) => CountOf(isWrite).Want();

    /// <summary>It has one.</summary>
    internal void Gets(bool isWrite, TimeSpan waited)
    {
        CountOf(isWrite).Get();
        _waited.Add(waited.TotalSeconds, isWrite ? Write : Read);
    }

    /// <summary>It gave up waiting, or was refused.</summary>
    internal void GivesUp(bool isWrite) => CountOf(isWrite).GiveUp();

    /// <summary>It has given its connection back.</summary>
    internal void GivesBack(bool isWrite) => CountOf(isWrite).GiveBack();

    internal void Done(bool isWrite, bool isOk, TimeSpan took)
    {
        var kind = isWrite ? Write : Read;
        _sessions.Add(1, kind, isOk ? Ok : Failed);
        _duration.Record(took.TotalSeconds, kind);
    }

    internal void Retried(bool isWrite) => _retries.Add(1, isWrite ? Write : Read);

    private ConnectionCount CountOf(bool isWrite) => isWrite ? _writing : _reading;

    private Measurement<int>[] Both(Func<ConnectionCount, int> figure) => [new(figure(_reading), Read), new(figure(_writing), Write)];

    private Measurement<int>[] Limit() => ConnectionsMax is { } max ? [new(max.Reading, Read), new(max.Writing, Write)] : [];
}
