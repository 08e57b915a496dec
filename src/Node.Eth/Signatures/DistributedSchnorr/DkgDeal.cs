using Node.Eth.Primitives;
using Node.Eth.Signatures.Schnorr;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>Shares of a secret of the sender's own, one sealed for each participant.</summary>
/// <param name="From">The sender's index.</param>
/// <param name="Context">The key generation.</param>
/// <param name="Commitments">Hiding commitments to the coefficients, as many as the threshold.</param>
/// <param name="Shares">One for each participant, in their order.</param>
/// <param name="Signature">The sender's signature.</param>
public sealed record DkgDeal(
    int From, Hash32 Context, IReadOnlyList<Point> Commitments, IReadOnlyList<SealedShare> Shares, SchnorrSignature Signature)
    : DkgMessage(From, Context, Signature)
{
    /// <inheritdoc/>
    public override DkgPhase Phase => DkgPhase.Deals;

    internal override void WriteBody(DkgWriter writer)
    {
        writer.Write(Commitments);
        writer.Write(Shares.Count);
        foreach (var share in Shares)
        {
            writer.Write(share.Ephemeral);
            writer.Write(share.Ciphertext.Span);
        }
    }
}
