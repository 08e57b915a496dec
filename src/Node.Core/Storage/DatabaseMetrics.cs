using System.Diagnostics.Metrics;

namespace Node.Core.Storage;

/// <summary>Counts and times what the database is asked.</summary>
public sealed class DatabaseMetrics
{
    private static readonly KeyValuePair<string, object?> Read = new("kind", "read");
    private static readonly KeyValuePair<string, object?> Write = new("kind", "write");
    private static readonly KeyValuePair<string, object?> Ok = new("outcome", "ok");
    private static readonly KeyValuePair<string, object?> Failed = new("outcome", "failed");

    private readonly Counter<long> _sessions;
    private readonly Counter<long> _retries;
    private readonly Histogram<double> _duration;

    /// <summary>Makes the instruments.</summary>
    public DatabaseMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Node.Core");
        _sessions = meter.CreateCounter<long>("node.db.sessions", description: "Pieces of work given to the database: reads, and transactions that write; a write counts once it is committed.");
        _retries = meter.CreateCounter<long>("node.db.retries", description: "Pieces of work that were tried again because the engine called the failure transient.");
        _duration = meter.CreateHistogram<double>("node.db.session.duration", "s", "Time of a piece of work, with waiting for a connection and with the commit.");
    }

    internal void Done(bool isWrite, bool isOk, TimeSpan took)
    {
        var kind = isWrite ? Write : Read;
        _sessions.Add(1, kind, isOk ? Ok : Failed);
        _duration.Record(took.TotalSeconds, kind);
    }

    internal void Retried(bool isWrite) => _retries.Add(1, isWrite ? Write : Read);
}
