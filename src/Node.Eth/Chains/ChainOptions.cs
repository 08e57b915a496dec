using Node.Eth.Primitives;

namespace Node.Eth.Chains;

/// <summary>How the node works with one chain.</summary>
public sealed record ChainOptions
{
    /// <summary>The chain's id; every endpoint must serve exactly this chain.</summary>
    public ChainId ChainId { get; init; }

    /// <summary>Endpoints (<c>http</c> or <c>https</c>); the first is used. They may hold keys and are never shown whole.</summary>
    public IReadOnlyList<string> RpcUrls { get; init; } = [];

    /// <summary>Time between two looks at the newest block. Default 500 ms.</summary>
    public TimeSpan HeadPollInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Time without a higher block after which the chain counts as unhealthy. Default 3 min; zero turns the alarm off.</summary>
    public TimeSpan NoNewHeadsThreshold { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Blocks after which nothing is expected to change any more. Default 50.</summary>
    public int FinalityDepth { get; init; } = 50;

    /// <summary>How many of the newest blocks are kept in memory; at least <see cref="FinalityDepth"/>. Default 100.</summary>
    public int HeadDepthMax { get; init; } = 100;

    /// <summary>Confirmations a job's logs need when the job does not say. Default 3.</summary>
    public int MinIncomingConfirmations { get; init; } = 3;

    /// <summary>The least a request must pay, in juels (10⁻¹⁸ LINK), when the job does not say. Default 10¹³, which is 0.00001 LINK.</summary>
    public decimal MinContractPaymentJuels { get; init; } = 10_000_000_000_000m;

    /// <summary>Gas limit of a transaction when the job does not say. Default 500,000.</summary>
    public long GasLimitDefault { get; init; } = 500_000;

    /// <summary>Blocks asked for in one call when catching up with logs. Default 1,000.</summary>
    public int LogRangeBlocksMax { get; init; } = 1_000;

    /// <summary>Time one call to an endpoint may take. Default 10 s.</summary>
    public TimeSpan RpcTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
