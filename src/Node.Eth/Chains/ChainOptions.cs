using Node.Core.Config;
using Node.Eth.Primitives;
using Node.Eth.Transactions;

namespace Node.Eth.Chains;

/// <summary>How the node works with one chain.</summary>
public sealed record ChainOptions : IConfigSection
{
    /// <summary>The chain's id; every endpoint must serve exactly this chain. Required.</summary>
    public ChainId ChainId { get; init; }

    /// <summary>
    /// Endpoints (<c>http</c> or <c>https</c>); the first is used. They may hold keys and are never shown whole. At least one is
    /// required.
    /// </summary>
    public IReadOnlyList<Secret> RpcUrls { get; init; } = [];

    /// <summary>Time between two looks at the newest block. Default 500 ms.</summary>
    public TimeSpan HeadPollInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Time without a higher block after which the chain counts as unhealthy. Default 3 min; zero turns the alarm off.
    /// </summary>
    public TimeSpan NoNewHeadsThreshold { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Blocks after which nothing is expected to change any more. Default 50.</summary>
    public int FinalityDepth { get; init; } = 50;

    /// <summary>How many of the newest blocks are kept in memory; at least <see cref="FinalityDepth"/>. Default 100.</summary>
    public int HeadDepthMax { get; init; } = 100;

    /// <summary>Confirmations a job's logs need when the job does not say. Default 3.</summary>
    public int MinIncomingConfirmations { get; init; } = 3;

    /// <summary>
    /// The least a request must pay, in juels (10⁻¹⁸ LINK), when the job does not say. Default 10¹³, which is 0.00001 LINK.
    /// </summary>
    public decimal MinContractPaymentJuels { get; init; } = 10_000_000_000_000m;

    /// <summary>Gas limit of a transaction when the job does not say. Default 500,000.</summary>
    public long GasLimitDefault { get; init; } = 500_000;

    /// <summary>Blocks asked for in one call when catching up with logs. Default 1,000.</summary>
    public int LogRangeBlocksMax { get; init; } = 1_000;

    /// <summary>Time one call to an endpoint may take. Default 10 s.</summary>
    public TimeSpan RpcTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Calls put into one request to an endpoint. Default 100.</summary>
    public int RpcBatchItemsMax { get; init; } = 100;

    /// <summary>Transactions on this chain.</summary>
    public TxOptions Transactions { get; init; } = new();

    /// <inheritdoc/>
    public void Validate(ConfigFaults faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (ChainId.Value is 0 or > long.MaxValue)
        {
            faults.Add(nameof(ChainId), "is missing; write the chain's id, e.g. 1 for Ethereum");
        }

        if (RpcUrls.Count == 0)
        {
            faults.Add(nameof(RpcUrls), "is empty; write at least one http or https URL of an endpoint");
        }

        for (var i = 0; i < RpcUrls.Count; i++)
        {
            if (!Uri.TryCreate(RpcUrls[i].Reveal(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            {
                faults.Add($"{nameof(RpcUrls)}:{i}", "is not an http or https URL (it is not shown, since it may hold a key)");
            }
        }

        Range(faults, nameof(HeadPollInterval), HeadPollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        Range(faults, nameof(NoNewHeadsThreshold), NoNewHeadsThreshold, TimeSpan.Zero, TimeSpan.FromDays(1));
        Range(faults, nameof(FinalityDepth), FinalityDepth, 1, 10_000);
        Range(faults, nameof(HeadDepthMax), HeadDepthMax, Math.Max(1, FinalityDepth), 20_000);
        Range(faults, nameof(MinIncomingConfirmations), MinIncomingConfirmations, 1, 10_000);
        Range(faults, nameof(MinContractPaymentJuels), MinContractPaymentJuels, 0m, decimal.MaxValue);
        Range(faults, nameof(GasLimitDefault), GasLimitDefault, 21_000, Transactions.GasLimitMax);
        Range(faults, nameof(LogRangeBlocksMax), LogRangeBlocksMax, 1, 1_000_000);
        Range(faults, nameof(RpcTimeout), RpcTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5));
        Range(faults, nameof(RpcBatchItemsMax), RpcBatchItemsMax, 1, 10_000);
    }

    private static void Range<T>(ConfigFaults faults, string key, T value, T min, T max)
        where T : IComparable<T>
    {
        if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
        {
            faults.Add(key, $"is {value}; must be from {min} to {max}");
        }
    }
}
