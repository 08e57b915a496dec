using Node.Eth.Primitives;
using Node.Eth.Signatures.Schnorr;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>
/// Says which messages of the phase before the sender got, so that who told different things to different participants is found out. It is sent
/// with whatever else a phase begins with.
/// </summary>
/// <param name="From">The sender's index.</param>
/// <param name="Context">The key generation.</param>
/// <param name="InPhase">The phase in which it is sent.</param>
/// <param name="Seen">What the sender got.</param>
/// <param name="Ends">Whether the sender has ended the key generation because of what it says, which proves it.</param>
/// <param name="Signature">The sender's signature.</param>
public sealed record DkgView(int From, Hash32 Context, DkgPhase InPhase, IReadOnlyList<DkgSeen> Seen, bool Ends, SchnorrSignature Signature)
    : DkgMessage(From, Context, Signature)
{
    /// <inheritdoc/>
    public override DkgPhase Phase => InPhase;

    internal override DkgKind Kind => DkgKind.View;

    internal override void WriteBody(DkgWriter writer)
    {
        writer.Write(Ends ? 1 : 0);
        writer.Write(Seen.Count);
        foreach (var seen in Seen)
        {
            writer.Write((int)seen.InPhase);
            writer.Write(seen.From);
            writer.Write(seen.Body.ToBytes());
        }
    }
}
