using Node.Eth.Primitives;
using Node.Eth.Signatures.Schnorr;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>
/// A message of a key generation. All go to all, in the open: what only one may read is sealed for it. The transport must see to it
/// that all get the same ones before a phase is closed.
/// </summary>
/// <param name="From">The sender's index.</param>
/// <param name="Context">The key generation.</param>
/// <param name="Signature">The sender's signature of <see cref="Digest"/>.</param>
public abstract record DkgMessage(int From, Hash32 Context, SchnorrSignature Signature)
{
    /// <summary>The phase it belongs to.</summary>
    public abstract DkgPhase Phase { get; }

    /// <summary>What the sender signs: the hash of everything else in the message.</summary>
    public Hash32 Digest()
    {
        var writer = new DkgWriter();
        writer.Write((int)Phase);
        writer.Write(From);
        writer.Write(Context.ToBytes());
        WriteBody(writer);
        return writer.Hash();
    }

    internal abstract void WriteBody(DkgWriter writer);
}
