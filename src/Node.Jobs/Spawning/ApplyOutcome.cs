namespace Node.Jobs.Spawning;

/// <summary>What came of applying specs.</summary>
/// <param name="Changes">What was done for each spec, in their order; empty when there are faults.</param>
/// <param name="Faults">Why nothing was done: every fault of every spec, each with the name of its file in front.</param>
public sealed record ApplyOutcome(IReadOnlyList<JobChange> Changes, IReadOnlyList<string> Faults)
{
    /// <summary>Nothing was done.</summary>
    public static ApplyOutcome Refused(params IReadOnlyList<string> faults) => new([], faults);
}
