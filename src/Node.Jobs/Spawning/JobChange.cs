using Node.Jobs.Specs;

namespace Node.Jobs.Spawning;

/// <summary>What applying one spec does, or would do.</summary>
public sealed record JobChange
{
    /// <summary>What the spec's file is called.</summary>
    public required string SpecName { get; init; }

    /// <summary>What is done.</summary>
    public required JobAction Action { get; init; }

    /// <summary>The spec.</summary>
    public required JobSpec Spec { get; init; }

    /// <summary>The job's number; null for one that would be created.</summary>
    public long? JobId { get; init; }

    /// <summary>The job's external id; null for one that would be created and leaves it to the node.</summary>
    public Guid? ExternalJobId { get; init; }

    /// <summary>The version that the job has afterwards.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The spec that the job had; null for a created one.</summary>
    public string? OldText { get; init; }

    /// <summary>Whether the job is triggered otherwise than before.</summary>
    public bool TriggerChanges { get; init; }

    /// <summary>The version whose spec is brought back; null when the spec came from outside.</summary>
    public int? RestoresVersion { get; init; }

    /// <summary>When the job was created; not used for one that would be.</summary>
    internal DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the job was last changed before this; not used for one that would be created.</summary>
    internal DateTimeOffset UpdatedAt { get; init; }
}
