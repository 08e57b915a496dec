using Node.Jobs.Specs;

namespace Node.Jobs.Spawning;

/// <summary>A checked spec on its way to a job.</summary>
/// <param name="Name">What its file is called.</param>
/// <param name="Spec">The spec.</param>
internal sealed record SpecToPlan(string Name, JobSpec Spec)
{
    /// <summary>The job it is for, when that is known; otherwise the spec names it.</summary>
    public long? JobId { get; init; }

    /// <summary>The version it is the spec of; null when it came from outside.</summary>
    public int? RestoresVersion { get; init; }
}
