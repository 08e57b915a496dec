using Node.Jobs.Pipeline;

namespace Node.Jobs.Specs;

/// <summary>What the checker says of a spec.</summary>
/// <param name="Spec">The spec, when nothing blocks it.</param>
/// <param name="Faults">Faults and warnings, in order of the text.</param>
public sealed record SpecCheck(JobSpec? Spec, IReadOnlyList<SpecFault> Faults);
