using Node.Jobs.Pipeline.Values;

namespace Node.Commands.Cases;

/// <summary>What must come out of a case; what is left out is not looked at.</summary>
internal sealed record CaseExpectation
{
    /// <summary><c>completed</c>, <c>errored</c> or <c>invalid</c>; null when any will do.</summary>
    public string? State { get; init; }

    /// <summary>By task what it must give; null for an error.</summary>
    public IReadOnlyDictionary<string, PipelineValue?> Tasks { get; init; } = new Dictionary<string, PipelineValue?>();

    /// <summary>The results in order of <c>index</c>, null for one that failed; null when they are not looked at.</summary>
    public IReadOnlyList<PipelineValue>? Outputs { get; init; }
}
