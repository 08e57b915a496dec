using System.Numerics;
using Node.Eth.Encoding;
using Node.Eth.Signatures.DistributedSchnorr;
using Node.Eth.Signatures.Secp256k1;
using Node.Testing;

namespace Node.Eth.Tests.Signatures.DistributedSchnorr;

/// <summary>
/// What a vector of distributed signatures begins with. Shares are the same objects, and uses of them are remembered, across all its sessions.
/// </summary>
internal sealed class DssSetting(Vector vector)
{
    private readonly OneTimeUses _uses = new();
    private readonly Dictionary<(string, int), KeyShare> _shares = [];

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

    /// <summary>A session of the first of three, with a threshold of two; the same each time, in new objects.</summary>
    public static DssConfig Good()
    {
        var simulator = new DkgSimulator(CryptoTest.Stream(7), 3, 2, faultyCount: 0);
        return new DssConfig
        {
            Identity = simulator.IdentityOf(0),
            Participants = simulator.Participants,
            Threshold = 2,
            LongTerm = simulator.Generate()[0].Share!,
            OneTime = simulator.Generate()[0].Share!,
            Message = 1,
            Uses = new OneTimeUses(),
        };
    }

    private KeyShare Share(string name, int index)
    {
        if (!_shares.TryGetValue((name, index), out var share))
        {
            var of = vector.Object(name);
            share = new KeyShare(
                index,
                Scalar.Parse(HexData.Parse(of.Texts("shares")[index])),
                [.. of.Texts("commitments").Select(commitment => Vector.ToPoint(HexData.Parse(commitment)))]);
            _shares.Add((name, index), share);
        }

        return share;
    }
}
