using Node.Eth.Primitives;
using Node.Eth.Signatures.Schnorr;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>
/// A message of a key generation. All go to all, in the open: what only one may read is sealed for it. The transport must see to it
/// that all get those of the honest before a phase is closed.
/// </summary>
/// <param name="From">The sender's index.</param>
/// <param name="Context">The key generation.</param>
/// <param name="Signature">The sender's signature of <see cref="Digest"/>.</param>
public abstract record DkgMessage(int From, Hash32 Context, SchnorrSignature Signature)
{
    /// <summary>The phase it belongs to.</summary>
    public abstract DkgPhase Phase { get; }

    internal virtual DkgKind Kind => DkgKind.Message;

    /// <summary>What the sender signs: the hash of everything else in the message.</summary>
    public Hash32 Digest() => DigestOf(Kind, Phase, From, Context, BodyHash());

    /// <summary>The digest of a message of which only the hash of its body is at hand.</summary>
    internal static Hash32 DigestOf(DkgKind kind, DkgPhase phase, int from, Hash32 context, Hash32 body)
    {
        var writer = new DkgWriter();
        writer.Write("dkg"u8);
        writer.Write((int)kind);
        writer.Write((int)phase);
        writer.Write(from);
        writer.Write(context.ToBytes());
        writer.Write(body.ToBytes());
        return writer.Hash();
    }

    /// <summary>The hash of what the message says.</summary>
    internal Hash32 BodyHash()
    {
        var writer = new DkgWriter();
        WriteBody(writer);
        return writer.Hash();
    }

    internal abstract void WriteBody(DkgWriter writer);
}
