using Node.Eth.Primitives;
using Node.Eth.Signatures.Schnorr;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>Commits openly to the sender's polynomial: the sum over all is the key.</summary>
/// <param name="From">The sender's index.</param>
/// <param name="Context">The key generation.</param>
/// <param name="Commitments">Each coefficient times the base, as many as the threshold.</param>
/// <param name="Signature">The sender's signature.</param>
public sealed record DkgCommitments(int From, Hash32 Context, IReadOnlyList<Point> Commitments, SchnorrSignature Signature)
    : DkgMessage(From, Context, Signature)
{
    /// <inheritdoc/>
    public override DkgPhase Phase => DkgPhase.Commitments;

    internal override void WriteBody(DkgWriter writer) => writer.Write(Commitments);
}
