namespace Node.Jobs.Runs.Retention;

/// <summary>What pruning has to know of a run.</summary>
internal sealed class HistoryRow
{
    /// <summary>Its place in the order of finishing.</summary>
    public long Seq { get; init; }

    /// <summary>The run.</summary>
    public long Id { get; init; }

    /// <summary>When it finished.</summary>
    public DateTimeOffset FinishedAt { get; init; }
}
