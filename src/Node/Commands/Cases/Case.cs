using Node.Jobs.Pipeline.Values;

namespace Node.Commands.Cases;

/// <summary>One line of a case file: a pipeline, what it begins with, and what must come out.</summary>
internal sealed record Case
{
    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>The pipeline's text; null when a spec is named.</summary>
    public string? Source { get; init; }

    /// <summary>The path of a job spec, seen from the case file; null when the pipeline is written out.</summary>
    public string? Spec { get; init; }

    /// <summary>The run's first variables.</summary>
    public MapValue Vars { get; init; } = MapValue.Empty;

    /// <summary>The path of a recording with what the outside says, seen from the case file; null when nobody is asked.</summary>
    public string? Replay { get; init; }

    /// <summary>Why a difference is expected; null when there must be none.</summary>
    public string? Known { get; init; }

    /// <summary>What must come out.</summary>
    public required CaseExpectation Expect { get; init; }
}
