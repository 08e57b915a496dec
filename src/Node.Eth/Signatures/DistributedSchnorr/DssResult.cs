using Node.Eth.Signatures.Schnorr;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>What came of putting the parts together.</summary>
/// <param name="Signature">The signature, verified; null when there is none.</param>
/// <param name="Fault">Why there is none; null when there is one.</param>
/// <param name="Missing">Participants whose part is not here, by index.</param>
/// <param name="Culprits">Participants who sent a wrong part under their own signature, by index.</param>
public sealed record DssResult(SchnorrSignature? Signature, DssFault? Fault, IReadOnlyList<int> Missing, IReadOnlyList<int> Culprits)
{
    /// <summary>Whether there is a signature.</summary>
    public bool Ok => Signature is not null;
}
