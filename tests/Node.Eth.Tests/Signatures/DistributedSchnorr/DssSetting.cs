using System.Numerics;
using Node.Eth.Encoding;
using Node.Eth.Signatures.DistributedSchnorr;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Tests.Signatures.DistributedSchnorr;

/// <summary>What a vector of distributed signatures begins with. Uses of one-time shares are remembered across all its sessions.</summary>
internal sealed class DssSetting(Vector vector)
{
    private readonly OneTimeUses _uses = new();

    public BigInteger Message { get; } = vector.Number("msg");

    public int Count => vector.Int("n");

    public DssConfig Config(int index) => new()
    {
        Identity = vector.Objects("participants")[index].Scalar("secret"),
        Participants = [.. vector.Objects("participants").Select(participant => participant.Point("public"))],
        Threshold = vector.Int("t"),
        LongTerm = Share("long", index),
        OneTime = Share("random", index),
        Message = Message,
        Uses = _uses,
    };

    private KeyShare Share(string name, int index)
    {
        var shares = vector.Object(name);
        return new KeyShare(
            index,
            Scalar.Parse(HexData.Parse(shares.Texts("shares")[index])),
            [.. shares.Texts("commitments").Select(commitment => Vector.ToPoint(HexData.Parse(commitment)))]);
    }
}
