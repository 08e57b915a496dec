using System.Numerics;
using Node.Eth.Primitives;

namespace Node.Eth.Transactions;

/// <summary>A row of <c>eth_txs</c>: the columns as stored, and what they mean.</summary>
internal sealed record TxRow
{
    public long Id { get; init; }

    public long ChainId { get; init; }

    public string Origin { get; init; } = "";

    public string? Tag { get; init; }

    public byte[] FromAddress { get; init; } = [];

    public long Nonce { get; init; }

    public byte[] ToAddress { get; init; } = [];

    public byte[] Data { get; init; } = [];

    public byte[] Value { get; init; } = [];

    public long GasLimit { get; init; }

    public string StateText { get; init; } = "";

    public string? GiveUpReason { get; init; }

    public string? Reason { get; init; }

    public byte[]? TxHash { get; init; }

    public long? BlockNumber { get; init; }

    public byte[]? BlockHash { get; init; }

    public long? MissingSinceBlock { get; init; }

    public int? NotifyAt { get; init; }

    public DateTimeOffset? NotifiedAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public TxState State => TxStateText.Parse(StateText);

    public Address From => new(FromAddress);

    public Address To => new(ToAddress);

    public BigInteger Wei => UInt256Bytes.Read(Value);

    public Hash32? Hash => TxHash is { } hash ? new Hash32(hash) : null;

    public Hash32? Block => BlockHash is { } hash ? new Hash32(hash) : null;

    public TxRecord ToRecord() => new()
    {
        TxId = Id,
        ChainId = new ChainId((ulong)ChainId),
        Origin = Origin,
        Tag = Tag,
        From = From,
        To = To,
        Nonce = Nonce,
        Value = Wei,
        GasLimit = GasLimit,
        State = State,
        IsSettled = SettledAt is not null,
        Hash = Hash,
        BlockNumber = BlockNumber,
        BlockHash = Block,
        Reason = Reason ?? (State is TxState.Mined or TxState.Final ? null : GiveUpReason),
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };
}
