using System.Numerics;
using Node.Eth.Primitives;

namespace Node.Eth.Transactions;

/// <summary>A transaction to be sent.</summary>
public sealed record TxRequest
{
    /// <summary>
    /// Unique per chain, e.g. <c>run:17:submit</c>: the second request with it is not a second transaction. At most 200
    /// characters.
    /// </summary>
    public required string Origin { get; init; }

    /// <summary>
    /// The keys that may send it; the least recently used one does. Default: empty, any enabled key of the chain.
    /// </summary>
    public IReadOnlyList<Address> FromAny { get; init; } = [];

    /// <summary>The contract or account it goes to.</summary>
    public required Address To { get; init; }

    /// <summary>The call data. Default: none.</summary>
    public byte[] Data { get; init; } = [];

    /// <summary>Wei that go along. Default: 0.</summary>
    public BigInteger Value { get; init; }

    /// <summary>The most gas that it may use.</summary>
    public required long GasLimit { get; init; }

    /// <summary>
    /// Observers are told once it is this many blocks deep, its own block counting as the first. Default: null, never.
    /// </summary>
    public int? NotifyAtConfirmations { get; init; }

    /// <summary>Groups transactions for reading, e.g. the id of a run. At most 200 characters. Default: none.</summary>
    public string? Tag { get; init; }
}
