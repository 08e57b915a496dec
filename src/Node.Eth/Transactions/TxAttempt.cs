using Node.Eth.Primitives;

namespace Node.Eth.Transactions;

/// <summary>A row of <c>eth_tx_attempts</c>: signed bytes of a transaction.</summary>
internal sealed class TxAttempt
{
    /// <summary>The call that was asked for.</summary>
    public const string PurposeCall = "call";

    /// <summary>An empty transfer to the key itself that takes the nonce of a call which can never be mined.</summary>
    public const string PurposeCancel = "cancel";

    public long TxId { get; init; }

    public int Number { get; init; }

    public string Purpose { get; init; } = PurposeCall;

    public byte[] Hash { get; init; } = [];

    public byte[] Raw { get; init; } = [];

    public byte[] FeeCap { get; init; } = [];

    public byte[]? Tip { get; init; }

    public long GasLimit { get; init; }

    public bool IsCancel => Purpose == PurposeCancel;

    public Hash32 TxHash => new(Hash);
}
