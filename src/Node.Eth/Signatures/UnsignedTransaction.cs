using System.Numerics;
using Node.Eth.Primitives;

namespace Node.Eth.Signatures;

/// <summary>What of a transaction is signed: <see cref="LegacyTransaction"/> or <see cref="DynamicFeeTransaction"/>.</summary>
public abstract record UnsignedTransaction
{
    private protected UnsignedTransaction()
    {
    }

    /// <summary>The chain it is for.</summary>
    public required ChainId ChainId { get; init; }

    /// <summary>How many transactions the account sent before it.</summary>
    public required long Nonce { get; init; }

    /// <summary>The most gas it may use.</summary>
    public required long GasLimit { get; init; }

    /// <summary>The account or contract it goes to; null creates a contract. Default: null.</summary>
    public Address? To { get; init; }

    /// <summary>Wei that go with it. Default: 0.</summary>
    public BigInteger Value { get; init; }

    /// <summary>Call data, or the code that makes a contract. Default: none.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }
}
