using System.Numerics;
using Node.Eth.Primitives;

namespace Node.Eth.Signatures.Vrf;

/// <summary>An answer to a request, ready for the coordinator.</summary>
public sealed record VrfResponse
{
    /// <summary>Which coordinator it is for.</summary>
    public required VrfVersion Version { get; init; }

    /// <summary>What was asked.</summary>
    public required VrfRequest Request { get; init; }

    /// <summary>What the proof is about: request and block mixed.</summary>
    public required BigInteger FinalSeed { get; init; }

    /// <summary>The hash that the coordinator knows the key by.</summary>
    public required Hash32 KeyHash { get; init; }

    /// <summary>The request.</summary>
    public required Hash32 RequestId { get; init; }

    /// <summary>The proof; its seed is <see cref="FinalSeed"/>.</summary>
    public required VrfSolidityProof Proof { get; init; }

    /// <summary>The random number.</summary>
    public BigInteger Output => Proof.Proof.Output;

    /// <summary>The proof as the contract takes it: 416 bytes with the seed of the request in them; in version 1 the block number follows.</summary>
    public required byte[] Marshalled { get; init; }

    /// <summary>What the coordinator stored with the request; null in version 1.</summary>
    public Hash32? Commitment { get; init; }

    /// <summary>The call that delivers it.</summary>
    public required byte[] CallData { get; init; }
}
