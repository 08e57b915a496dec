using System.Numerics;
using Node.Eth.Primitives;

namespace Node.Eth.Transactions;

/// <summary>A transaction about to be stored.</summary>
internal sealed record NewTx
{
    public required ChainId ChainId { get; init; }

    public required string Origin { get; init; }

    public string? Tag { get; init; }

    public required Address From { get; init; }

    public required long Nonce { get; init; }

    public required Address To { get; init; }

    public byte[] Data { get; init; } = [];

    public BigInteger Value { get; init; }

    public required long GasLimit { get; init; }

    public int? NotifyAt { get; init; }

    public required DateTimeOffset Now { get; init; }
}
