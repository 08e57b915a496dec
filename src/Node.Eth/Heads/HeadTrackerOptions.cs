using Node.Eth.Primitives;

namespace Node.Eth.Heads;

/// <summary>How the newest blocks of a chain are followed.</summary>
public sealed record HeadTrackerOptions
{
    /// <summary>The chain that the endpoint must serve.</summary>
    public required ChainId ChainId { get; init; }

    /// <summary>Time between two looks at the latest block. Default 500 ms.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait between two tries while the endpoint is away. Default 15 s.</summary>
    public TimeSpan RetryDelayMax { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time between two checks that the endpoint still serves the right chain. Default 60 s.</summary>
    public TimeSpan ChainCheckInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Time without a higher block after which the chain is unhealthy; zero turns the alarm off. Default 3 min.
    /// </summary>
    public TimeSpan NoNewHeadsThreshold { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How many of the newest blocks are kept. Default 100.</summary>
    public int HeadDepthMax { get; init; } = 100;
}
