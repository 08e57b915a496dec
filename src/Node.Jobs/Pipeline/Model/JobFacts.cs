using Node.Eth.Primitives;

namespace Node.Jobs.Pipeline.Model;

/// <summary>What tasks may know of the job they run for.</summary>
public sealed record JobFacts
{
    /// <summary>The job's id in the database.</summary>
    public long DatabaseId { get; init; }

    /// <summary>The job's external id; outbound requests carry it as their caller.</summary>
    public Guid ExternalJobId { get; init; }

    /// <summary>The job's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Gas for transactions and calls that name none. Default: null, the chain's own default.</summary>
    public long? GasLimit { get; init; }

    /// <summary>The chain of tasks that name none. Default: null, such a task fails.</summary>
    public ChainId? ChainId { get; init; }

    /// <summary>Longest time for one task. Default: null, only the run's own limit.</summary>
    public TimeSpan? MaxTaskDuration { get; init; }
}
