namespace Node.Jobs.Runs.Retention;

/// <summary>A row of <c>run_segments</c> with the size of its segment.</summary>
internal sealed class SegmentRow
{
    public int Number { get; init; }

    public long Bytes { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public bool IsSealed { get; init; }

    public HistorySegment ToSegment() => new() { Number = Number, Bytes = Bytes, OpenedAt = OpenedAt, ClosedAt = ClosedAt, IsSealed = IsSealed };
}
