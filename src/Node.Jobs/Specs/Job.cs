using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Specs;

/// <summary>A stored job.</summary>
/// <param name="Id">Its number.</param>
/// <param name="ExternalJobId">The id by which the outside knows it.</param>
/// <param name="Spec">What it does.</param>
/// <param name="CreatedAt">When it was stored.</param>
public sealed record Job(long Id, Guid ExternalJobId, JobSpec Spec, DateTimeOffset CreatedAt)
{
    // Made when a run first needs them: most jobs of many are idle.
    private JobFacts? _facts;
    private PipelineValue? _variable;

    /// <summary>Which of its specs it has: the first is 1, each replacement is one more.</summary>
    public int Version { get; init; } = 1;

    /// <summary>When it got this spec. Default: when it was created.</summary>
    public DateTimeOffset UpdatedAt { get; init; } = CreatedAt;

    /// <summary>What its tasks may know of it.</summary>
    public JobFacts Facts => _facts ??= new JobFacts
    {
        DatabaseId = Id,
        ExternalJobId = ExternalJobId,
        Name = Spec.Name ?? "",
        GasLimit = Spec.GasLimit,
        ChainId = Spec.ChainId,
        MaxTaskDuration = Spec.MaxTaskDuration,
    };

    /// <summary>The value of the variable <c>jobSpec</c>.</summary>
    public PipelineValue Variable => _variable ??= PipelineValue.Map(
        ("databaseID", PipelineValue.Of(Id)),
        ("externalJobID", PipelineValue.Of(ExternalJobId.ToString("D"))),
        ("name", PipelineValue.Of(Spec.Name ?? "")),
        ("evmChainID", Spec.ChainId is { } chain ? PipelineValue.Of(chain.ToString()) : PipelineValue.Null));
}
