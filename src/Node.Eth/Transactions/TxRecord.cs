using System.Numerics;
using Node.Eth.Primitives;

namespace Node.Eth.Transactions;

/// <summary>A stored transaction, for showing.</summary>
public sealed record TxRecord
{
    /// <summary>Its id in the store.</summary>
    public required long TxId { get; init; }

    /// <summary>Its chain.</summary>
    public required ChainId ChainId { get; init; }

    /// <summary>The origin it was queued with.</summary>
    public required string Origin { get; init; }

    /// <summary>The tag it was queued with.</summary>
    public string? Tag { get; init; }

    /// <summary>The key that sends it.</summary>
    public required Address From { get; init; }

    /// <summary>Where it goes.</summary>
    public required Address To { get; init; }

    /// <summary>Its nonce; may change until it is signed.</summary>
    public required long Nonce { get; init; }

    /// <summary>Wei that go along.</summary>
    public required BigInteger Value { get; init; }

    /// <summary>The most gas that it may use.</summary>
    public required long GasLimit { get; init; }

    /// <summary>Where it is on its way.</summary>
    public required TxState State { get; init; }

    /// <summary>Whether it is followed no longer: it is as final as it gets.</summary>
    public required bool IsSettled { get; init; }

    /// <summary>The mined hash, or that of the newest signed attempt; null while nothing is signed.</summary>
    public Hash32? Hash { get; init; }

    /// <summary>The number of its block; null unless it is in one.</summary>
    public long? BlockNumber { get; init; }

    /// <summary>The hash of its block; null unless it is in one.</summary>
    public Hash32? BlockHash { get; init; }

    /// <summary>Why it reverted, failed or is being given up; null otherwise. Cut and escaped.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was queued.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
