namespace Node.Jobs.Specs;

/// <summary>A row of <c>jobs</c>.</summary>
internal sealed class JobRow
{
    public long Id { get; init; }

    public string ExternalJobId { get; init; } = "";

    public string? Name { get; init; }

    public string SpecText { get; init; } = "";

    public long Version { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}
