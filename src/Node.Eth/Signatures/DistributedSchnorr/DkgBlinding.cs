using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;
using Node.Eth.Signatures.Vrf;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>The second base of hiding commitments, whose relation to the first nobody knows: it is hashed from the participants.</summary>
internal static class DkgBlinding
{
    /// <summary>The base of a key generation.</summary>
    public static Point BaseOf(IReadOnlyList<Point> participants, Hash32 context)
    {
        var writer = new DkgWriter();
        writer.Write("dkg blinding base"u8);
        writer.Write(participants);
        writer.Write(context.ToBytes());
        return VrfHash.ToCurve(Point.Generator, Words.Read(writer.Hash().ToBytes()));
    }

    /// <summary>Whether a share is the one that the commitments commit to.</summary>
    public static bool Fits(OpenShare share, IReadOnlyList<Point> commitments, Point blindBase) =>
        Group.BaseMultiplySecret(share.Value) + Group.MultiplySecret(share.Blind, blindBase)
            == Polynomials.Evaluate(commitments, Polynomials.XOf(share.Holder));
}
