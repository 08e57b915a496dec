using Node.Eth.Primitives;
using Node.Eth.Signatures.Schnorr;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>Says from whom the sender got a bad share. Nothing to say is no message.</summary>
/// <param name="From">The sender's index.</param>
/// <param name="Context">The key generation.</param>
/// <param name="Accused">The dealers' indices, rising.</param>
/// <param name="Signature">The sender's signature.</param>
public sealed record DkgComplaint(int From, Hash32 Context, IReadOnlyList<int> Accused, SchnorrSignature Signature)
    : DkgMessage(From, Context, Signature)
{
    /// <inheritdoc/>
    public override DkgPhase Phase => DkgPhase.Complaints;

    internal override void WriteBody(DkgWriter writer)
    {
        writer.Write(Accused.Count);
        foreach (var accused in Accused)
        {
            writer.Write(accused);
        }
    }
}
