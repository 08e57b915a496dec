namespace Node.Jobs.Specs.Versions;

/// <summary>A row of <c>job_versions</c>.</summary>
internal sealed class JobVersionRow
{
    public long JobId { get; init; }

    public long Version { get; init; }

    /// <summary>The spec; empty in lists.</summary>
    public string SpecText { get; init; } = "";

    /// <summary>The version whose spec was brought back; null when the spec came from outside.</summary>
    public long? RestoresVersion { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
