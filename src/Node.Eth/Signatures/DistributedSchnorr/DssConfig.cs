using System.Numerics;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>What a participant begins a signature with.</summary>
public sealed record DssConfig
{
    /// <summary>The participant's own identity, which signs its part.</summary>
    public required Scalar Identity { get; init; }

    /// <summary>The identities of all, in an order that all agree on. At most <see cref="EthDss.MembersMax"/>.</summary>
    public required IReadOnlyList<Point> Participants { get; init; }

    /// <summary>How many parts make a signature: at least the number of coefficients, at most that of participants.</summary>
    public required int Threshold { get; init; }

    /// <summary>The share of the signing key.</summary>
    public required KeyShare LongTerm { get; init; }

    /// <summary>The share of the nonce, of a key generation made for this message alone.</summary>
    public required KeyShare OneTime { get; init; }

    /// <summary>What is signed: from 0 and below 2²⁵⁶, normally a hash.</summary>
    public required BigInteger Message { get; init; }

    /// <summary>Remembers one-time shares. Must outlive all copies of the shares: see <see cref="StoredOneTimeUses"/>.</summary>
    public required IOneTimeUses Uses { get; init; }

    /// <summary>Names the session, never a secret.</summary>
    public override string ToString() => $"a session of {Threshold} of {Participants.Count}";
}
