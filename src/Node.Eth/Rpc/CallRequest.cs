using System.Numerics;
using Node.Eth.Primitives;

namespace Node.Eth.Rpc;

/// <summary>A call to simulate or to estimate. What is null is left to the endpoint.</summary>
public sealed record CallRequest
{
    /// <summary>The caller.</summary>
    public Address? From { get; init; }

    /// <summary>The contract called; null to simulate a creation.</summary>
    public Address? To { get; init; }

    /// <summary>Selector and arguments.</summary>
    public byte[] Data { get; init; } = [];

    /// <summary>Wei sent along.</summary>
    public BigInteger? Value { get; init; }

    /// <summary>Gas limit.</summary>
    public long? Gas { get; init; }

    /// <summary>Wei per gas, legacy.</summary>
    public BigInteger? GasPrice { get; init; }

    /// <summary>Highest wei per gas in all (EIP-1559).</summary>
    public BigInteger? MaxFeePerGas { get; init; }

    /// <summary>Highest wei per gas for the block's maker (EIP-1559).</summary>
    public BigInteger? MaxPriorityFeePerGas { get; init; }
}
