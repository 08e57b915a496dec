using System.Numerics;
using Node.Eth.Primitives;

namespace Node.Eth.Signatures.Vrf;

/// <summary>What a coordinator's log says of a request, and the block it is in.</summary>
public sealed record VrfRequest
{
    /// <summary>The seed in the log.</summary>
    public required BigInteger PreSeed { get; init; }

    /// <summary>The hash of the block of the log.</summary>
    public required Hash32 BlockHash { get; init; }

    /// <summary>The number of that block. From 0, at most 64 bits.</summary>
    public required BigInteger BlockNumber { get; init; }

    /// <summary>Versions 2 and 2.5: the subscription; 64 bits in version 2. Default 0.</summary>
    public BigInteger SubId { get; init; }

    /// <summary>Versions 2 and 2.5: gas for the consumer. Default 0.</summary>
    public long CallbackGasLimit { get; init; }

    /// <summary>Versions 2 and 2.5: how many random words are asked for. Default 0.</summary>
    public long NumWords { get; init; }

    /// <summary>Versions 2 and 2.5: who asks. Default: the zero address.</summary>
    public Address Sender { get; init; }

    /// <summary>Version 2.5: passed back as they came, whatever they are. Default: empty.</summary>
    public ReadOnlyMemory<byte> ExtraArgs { get; init; }
}
