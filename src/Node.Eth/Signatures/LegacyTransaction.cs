using System.Numerics;

namespace Node.Eth.Signatures;

/// <summary>A transaction with one gas price, bound to its chain (EIP-155).</summary>
public sealed record LegacyTransaction : UnsignedTransaction
{
    /// <summary>Wei for each unit of gas.</summary>
    public required BigInteger GasPrice { get; init; }
}
