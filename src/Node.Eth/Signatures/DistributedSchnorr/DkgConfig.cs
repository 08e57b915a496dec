using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>What a participant begins a key generation with.</summary>
public sealed record DkgConfig
{
    /// <summary>The participant's own identity: signs its messages and opens shares sealed for it.</summary>
    public required Scalar Identity { get; init; }

    /// <summary>The identities of all, in an order that all agree on. At most <see cref="EthDss.MembersMax"/>.</summary>
    public required IReadOnlyList<Point> Participants { get; init; }

    /// <summary>How many shares make the secret; one fewer tell nothing of it. From 1 to the number of participants.</summary>
    public required int Threshold { get; init; }

    /// <summary>Names this key generation; the same at all participants and never used twice, or old messages could be replayed.</summary>
    public required Hash32 Context { get; init; }

    /// <summary>Names the key generation, never a secret.</summary>
    public override string ToString() => $"key generation {Context} of {Threshold} of {Participants.Count}";
}
