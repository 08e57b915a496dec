namespace Node.Jobs.Pipeline.Model;

/// <summary>What one task of a run did.</summary>
public sealed record TaskRun
{
    /// <summary>The task's name in the pipeline.</summary>
    public required string Name { get; init; }

    /// <summary>The task type, e.g. <c>http</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The <c>index</c> attribute.</summary>
    public int Index { get; init; }

    /// <summary>What it came to.</summary>
    public TaskResult Result { get; init; }

    /// <summary>How often it was tried; 0 when it never started.</summary>
    public int Attempts { get; init; }

    /// <summary>When the first attempt began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When the result was there; null while it waits.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The tasks whose results were its inputs, in order: <c>PipelineRun.InputsOf</c> gives the
    /// results.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>What the outside said, in order.</summary>
    public IReadOnlyList<OutsideNote> Outside { get; init; } = [];
}
