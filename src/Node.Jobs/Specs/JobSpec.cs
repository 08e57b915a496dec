using Node.Core.Text;
using Node.Eth.Primitives;
using Node.Jobs.Pipeline.Graph;

namespace Node.Jobs.Specs;

/// <summary>A checked job spec with its compiled pipeline.</summary>
public sealed record JobSpec
{
    private CompiledPipeline? _pipeline;

    /// <summary>The TOML it was read from.</summary>
    public required string Source { get; init; }

    /// <summary>The value of <c>type</c>, lower case.</summary>
    public required string TypeName { get; init; }

    /// <summary>The name, if it has one; not unique.</summary>
    public string? Name { get; init; }

    /// <summary>The id by which the outside knows the job; null when the spec leaves it to the node.</summary>
    public Guid? ExternalJobId { get; init; }

    /// <summary>Gas of transactions and calls that name none; null for the chain's default.</summary>
    public long? GasLimit { get; init; }

    /// <summary>The longest time of one task; null for no limit but the run's.</summary>
    public TimeSpan? MaxTaskDuration { get; init; }

    /// <summary>How many runs of the job may go at once. Default: 1, in order of acceptance.</summary>
    public int MaxConcurrentRuns { get; init; } = 1;

    /// <summary>No run is made before this instant (<c>startAt</c>); null for no beginning.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>No run is made after this instant (<c>endAt</c>); null for no end.</summary>
    public DateTimeOffset? EndAt { get; init; }

    /// <summary>Why no run may be made at an instant, because of <c>startAt</c> or <c>endAt</c>; null when one may.</summary>
    public string? ClosedAt(DateTimeOffset instant) => instant switch
    {
        _ when instant < StartAt => $"the job begins at {Instants.Format(StartAt.Value)} (startAt)",
        _ when instant > EndAt => $"the job ended at {Instants.Format(EndAt.Value)} (endAt)",
        _ => null,
    };

    /// <summary>The chain of triggers and of tasks that name none; null when the job needs none.</summary>
    public ChainId? ChainId { get; init; }

    /// <summary>The pipeline's text.</summary>
    public required string ObservationSource { get; init; }

    /// <summary>The compiled pipeline. That of a spec which was checked before it was stored is compiled when it is first asked for.</summary>
    /// <exception cref="FormatException">The pipeline was accepted when it was stored and is not any more.</exception>
    public CompiledPipeline Pipeline
    {
        get => _pipeline ??= Compile();
        init => _pipeline = value;
    }

    /// <summary>The task types to compile with; null when the spec was made with its pipeline.</summary>
    internal TaskRegistry? Tasks { get; init; }

    /// <summary>What the job type read of its own keys.</summary>
    public required object TypeSpec { get; init; }

    private CompiledPipeline Compile()
    {
        var compiled = PipelineCompiler.Compile(ObservationSource, Tasks ?? throw new InvalidOperationException("the spec has neither a pipeline nor task types"));
        return compiled.IsAccepted
            ? compiled.Pipeline!
            : throw new FormatException($"its pipeline is not accepted any more: {compiled.Faults.First(static fault => !fault.IsWarning)}");
    }
}
