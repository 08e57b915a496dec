using Node.Eth.Primitives;
using Node.Eth.Signatures.Schnorr;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>Opens shares to all: those that the sender dealt and was accused for, or those that it holds from a dealer that was exposed.</summary>
/// <param name="From">The sender's index.</param>
/// <param name="Context">The key generation.</param>
/// <param name="InPhase">Justifications, accusations or reconstruction.</param>
/// <param name="Shares">The shares.</param>
/// <param name="Signature">The sender's signature.</param>
public sealed record DkgOpening(int From, Hash32 Context, DkgPhase InPhase, IReadOnlyList<OpenShare> Shares, SchnorrSignature Signature)
    : DkgMessage(From, Context, Signature)
{
    /// <inheritdoc/>
    public override DkgPhase Phase => InPhase;

    internal override void WriteBody(DkgWriter writer)
    {
        writer.Write(Shares.Count);
        foreach (var share in Shares)
        {
            writer.Write(share.Dealer);
            writer.Write(share.Holder);
            writer.Write(share.Value);
            writer.Write(share.Blind);
        }
    }
}
