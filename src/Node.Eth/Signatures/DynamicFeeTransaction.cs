using System.Numerics;

namespace Node.Eth.Signatures;

/// <summary>A transaction of type 2 (EIP-1559), without an access list.</summary>
public sealed record DynamicFeeTransaction : UnsignedTransaction
{
    /// <summary>The most wei for each unit of gas, base fee included.</summary>
    public required BigInteger MaxFeePerGas { get; init; }

    /// <summary>The most wei of them that go to the block's producer.</summary>
    public required BigInteger MaxPriorityFeePerGas { get; init; }
}
