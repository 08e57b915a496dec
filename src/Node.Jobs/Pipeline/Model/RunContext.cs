using Node.Core.Randomness;
using Node.Core.Tracing;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Model;

/// <summary>Everything that one execution of a run needs from outside the pipeline.</summary>
public sealed record RunContext
{
    /// <summary>The run.</summary>
    public long RunId { get; init; }

    /// <summary>The job.</summary>
    public JobFacts Job { get; init; } = new();

    /// <summary>The variables the run begins with, e.g. <c>jobSpec</c> and <c>jobRun</c>.</summary>
    public MapValue Variables { get; init; } = MapValue.Empty;

    /// <summary>What the run may do to the world.</summary>
    public required IRunEffects Effects { get; init; }

    /// <summary>The clock of deadlines, retries and recorded times.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Randomness for tasks that draw.</summary>
    public required IRandomSource Random { get; init; }

    /// <summary>Makes the spans of tasks; null (the default) for none.</summary>
    public Traces? Traces { get; init; }

    /// <summary>Where to go on; null to begin.</summary>
    public RunCheckpoint? Resume { get; init; }
}
