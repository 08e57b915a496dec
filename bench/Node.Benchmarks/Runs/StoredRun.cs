namespace Node.Benchmarks.Runs;

/// <summary>A finished run as its columns are stored.</summary>
internal sealed class StoredRun
{
    public long Id { get; init; }

    public long JobId { get; init; }

    public string State { get; init; } = "";

    public string TriggerKind { get; init; } = "";

    public string TriggerKey { get; init; } = "";

    public long AcceptedAt { get; init; }

    public long FinishedAt { get; init; }

    public byte[] Record { get; init; } = [];
}
