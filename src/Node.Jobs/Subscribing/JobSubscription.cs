using Node.Eth.Primitives;

namespace Node.Jobs.Subscribing;

/// <summary>What logs should trigger a job.</summary>
public sealed record JobSubscription
{
    /// <summary>The job.</summary>
    public required long JobId { get; init; }

    /// <summary>The chain.</summary>
    public required ChainId ChainId { get; init; }

    /// <summary>The contract; null for any.</summary>
    public required Address? Address { get; init; }

    /// <summary>Accepted values per topic position; null accepts any.</summary>
    public required IReadOnlyList<IReadOnlyList<Hash32>?> Topics { get; init; }

    /// <summary>How deep a log must lie, its own block counting as the first.</summary>
    public required int Confirmations { get; init; }

    /// <summary>Whether the runs begin with the roots of the log's block too, which costs a call of the chain for each log. Default: false.</summary>
    public bool WantsBlockRoots { get; init; }

    /// <summary>Makes triggers of logs.</summary>
    public required IRequestReader Reader { get; init; }
}
