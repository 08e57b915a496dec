namespace Node.Jobs.Specs.V1;

/// <summary>A job of the JSON generation, read and checked by itself.</summary>
internal sealed record V1Job
{
    public string? Name { get; init; }

    /// <summary>Its id, as 32 hex digits or a UUID; null when the node chooses.</summary>
    public Guid? Id { get; init; }

    public required IReadOnlyList<V1Step> Initiators { get; init; }

    public required IReadOnlyList<V1Step> Tasks { get; init; }

    public DateTimeOffset? StartAt { get; init; }

    public DateTimeOffset? EndAt { get; init; }

    /// <summary>The least payment in juels, as digits.</summary>
    public string? MinPayment { get; init; }
}
