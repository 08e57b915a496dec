using Node.Core.Config;
using Node.Eth.Fees;

namespace Node.Eth.Transactions;

/// <summary>How transactions of one chain are queued, sent and followed.</summary>
public sealed record TxOptions : IConfigSection
{
    /// <summary>Unsigned transactions that a key may have; more are refused until some are sent. Default: 10,000.</summary>
    public int QueuedTxMax { get; init; } = 10_000;

    /// <summary>
    /// Transactions of a key that are sent and not mined; more wait. Default: 200. Endpoints keep at least 16 to 64 per account
    /// and
    /// more while they have room; what one drops is sent again.
    /// </summary>
    public int InFlightMax { get; init; } = 200;

    /// <summary>
    /// Bytes of call data that a transaction may have. Default: 120 KiB; common pools refuse transactions above 128 KiB.
    /// </summary>
    public int DataBytesMax { get; init; } = 120 * 1024;

    /// <summary>Gas limit that a transaction may have. Default: 30,000,000.</summary>
    public long GasLimitMax { get; init; } = 30_000_000;

    /// <summary>
    /// Gas limit of the empty transfer that frees the nonce of a transaction which can never be mined. Default: 21,000.
    /// </summary>
    public long CancelGasLimit { get; init; } = 21_000;

    /// <summary>Time between two looks for work when nothing wakes the sender. Default: 1 s.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time after which a sent transaction that is not mined is handed to the endpoint again. Default: 10 s.</summary>
    public TimeSpan RebroadcastAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between two comparisons of a busy key's nonces with the chain. Default: 5 s.</summary>
    public TimeSpan NonceCheckInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Time for which a gap in a key's nonces must be seen before it is closed: an endpoint that lags shows gaps that are none.
    /// Default: 30 s.
    /// </summary>
    public TimeSpan GapHealAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gaps that are closed by empty transfers without asking the operator. Default: 16.</summary>
    public int GapHealMax { get; init; } = 16;

    /// <summary>What gas may cost.</summary>
    public FeeOptions Fees { get; init; } = new();

    /// <inheritdoc/>
    public void Validate(ConfigFaults faults)
    {
        Range(faults, nameof(QueuedTxMax), QueuedTxMax, 1, 1_000_000);
        Range(faults, nameof(InFlightMax), InFlightMax, 1, 10_000);
        Range(faults, nameof(DataBytesMax), DataBytesMax, 4, 1024 * 1024);
        Range(faults, nameof(GasLimitMax), GasLimitMax, 21_000, long.MaxValue);
        Range(faults, nameof(CancelGasLimit), CancelGasLimit, 21_000, GasLimitMax);
        Range(faults, nameof(PollInterval), PollInterval, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1));
        Range(faults, nameof(RebroadcastAfter), RebroadcastAfter, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Range(faults, nameof(NonceCheckInterval), NonceCheckInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        Range(faults, nameof(GapHealAfter), GapHealAfter, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Range(faults, nameof(GapHealMax), GapHealMax, 0, NoncePlan.GapsMax - 1);
        Fees.Validate(faults.Section(nameof(Fees)));
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
