using System.Numerics;
using Node.Eth.Primitives;

namespace Node.Testing.Chain;

/// <summary>A transaction as the scripted chain sees it.</summary>
public sealed record ScriptedTx
{
    /// <summary>Its hash.</summary>
    public required Hash32 Hash { get; init; }

    /// <summary>Its sender.</summary>
    public required Address From { get; init; }

    /// <summary>Its nonce; negative for one that the script itself made up, which counts for no account.</summary>
    public required long Nonce { get; init; }

    /// <summary>What it calls; null creates a contract.</summary>
    public Address? To { get; init; }

    /// <summary>Wei it moves.</summary>
    public BigInteger Value { get; init; }

    /// <summary>Selector and arguments.</summary>
    public byte[] Data { get; init; } = [];

    /// <summary>Gas limit.</summary>
    public long GasLimit { get; init; } = 21_000;

    /// <summary>Highest wei per gas in all; the gas price of a legacy transaction.</summary>
    public BigInteger MaxFeePerGas { get; init; }

    /// <summary>Highest wei per gas for the block's maker; the gas price of a legacy transaction.</summary>
    public BigInteger MaxPriorityFeePerGas { get; init; }

    /// <summary>0 for a legacy transaction, 2 for EIP-1559.</summary>
    public int Type { get; init; }

    /// <summary>The chain it is signed for; null for a legacy transaction that does not say.</summary>
    public ulong? ChainId { get; init; }

    /// <summary>The signed bytes.</summary>
    public byte[] Raw { get; init; } = [];

    /// <summary>Logs of a transaction that the script made up.</summary>
    public IReadOnlyList<ScriptedLog> SyntheticLogs { get; init; } = [];

    /// <summary>Whether the script made it up.</summary>
    public bool IsSynthetic => Nonce < 0;

    /// <summary>The most it can cost.</summary>
    public BigInteger CostMax => Value + (GasLimit * MaxFeePerGas);
}
