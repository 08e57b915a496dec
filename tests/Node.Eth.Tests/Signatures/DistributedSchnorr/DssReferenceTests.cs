using System.Numerics;
using Node.Eth.Encoding;
using Node.Eth.Signatures.DistributedSchnorr;
using Node.Eth.Signatures.Schnorr;
using Node.Eth.Signatures.Secp256k1;
using Xunit;

namespace Node.Eth.Tests.Signatures.DistributedSchnorr;

/// <summary>The worked case of the field, four participants and a threshold of three, with every value on the way.</summary>
public sealed class DssReferenceTests
{
    private const string Message = "5a94e2a971dac470c2cf16cb4379c386ec9ad79855ec5d9ab7f5bc1d1c303cb8";

    private static readonly string[] LongCommitments =
    [
        "4f355bdcb7cc0af728ef3cceb9615d90684bb5b2ca5f859ab0f0b704075871aa01", "007f8862c874397e594cc81c35d206766bdc3a2cdba368530718b210c61fe69100",
        "4284a8b793e323145805cf313e3b559331149010fcec92558012949b3edcd34601",
    ];

    private static readonly string[] OneTimeCommitments =
    [
        "2c0b7cf95324a07d05398b240174dc0c2be444d96b159aa6c7f7b1e66868099101", "c8a9906f78fde13ff7b40109d58ed4d606f29c9a489c5a8906ba9dcd000c182a01",
        "aee731544cbad5b7d97fe842286ae090a6bc7cce72bf9571a6d5b8899ee2cb2a01",
    ];

    // Long-term share, one-time share, part, what is signed of it.
    private static readonly (string Alpha, string Beta, string Gamma, string Hash)[] Parts =
    [
        ("1111111111111111111111111111111111111111111111111111111166666666", "44444444444444444444444444444444444444444444444444444444ffffffff",
            "9eb9d8cb883633050976aaf88889e3be061bc9b67e3026fa4b2768e87458365b", "ab14e1be158a85e829a739b53508fd7faded241ed87692122a98e1e99a17e3ac"),
        ("1111111111111111111111111111111111111111111111111111111222222221", "4444444444444444444444444444444444444444444444444444444688888886",
            "4482383da6b3069363af9e1a73f0a943843f485ebf1e6bb17de78acc10a817b2", "5700b8742ec8bd5336bb3c223c0a6d3118270fa57a836ed016a9c5c82dedd677"),
        ("1111111111111111111111111111111111111111111111111111111344444442", "44444444444444444444444444444444444444444444444444444448ddddddd9",
            "e7a09d33d5d107b534f05babf703da84af7356ff09e47bfbf4da8c00c071a07c", "abd1bbdf0a787d28d269e0d2d3385c4d9ac70f3fb0dd7c61a582e7e28a51759f"),
        ("11111111111111111111111111111111111111111111111111111114ccccccc9", "4444444444444444444444444444444444444444444444444444444bfffffff8",
            "881507ae1590366a7d38e3ad11c37784125a3bc9fff11762305baf6ce3484e37", "49d7029dc3df96307727da3a177eef7ca4695d0d0da774123eeb8ba1d9203af7"),
    ];

    [Fact]
    public async Task The_worked_case_comes_out_with_all_its_values()
    {
        var longTerm = Coefficients(new string('1', 64), "22222222", "33333333");
        var oneTime = Coefficients(new string('4', 64), "55555555", "66666666");
        Point[] participants = [.. Enumerable.Range(101, 4).Select(secret => Group.BaseMultiplyPublic(Scalar.FromInt64(secret)))];
        Assert.Equal(LongCommitments, Commit(longTerm));
        Assert.Equal(OneTimeCommitments, Commit(oneTime));
        List<DssSession> sessions = [];
        for (var i = 0; i < Parts.Length; i++)
        {
            var config = new DssConfig
            {
                Identity = Scalar.FromInt64(101 + i),
                Participants = participants,
                Threshold = 3,
                LongTerm = Share(longTerm, i),
                OneTime = Share(oneTime, i),
                Message = Number(Message),
                Uses = new OneTimeUses(),
            };
            Assert.Equal((Parts[i].Alpha, Parts[i].Beta), (Hex(config.LongTerm.Value), Hex(config.OneTime.Value)));
            var session = await Sessions.StartAsync(config);
            Assert.Equal("0xc720dec6aafcd9c70c304171d2768924889a78c84f6b43efeacd4f83c0cef44a", session.SessionId.ToString());
            Assert.Equal("db69f637e212e86db87ff67d0eec7c64fcea5edcb55e470d9b26d6086b230488", Hex(session.Challenge));
            var part = session.PartialSignature(new Draws([HexData.Format(Scalar.FromInt64(7 + i).ToBytes())]));
            Assert.Equal(Number(Parts[i].Gamma), part.Value);
            Assert.Equal("0x" + Parts[i].Hash, EthDss.PartialHash(part.Value, part.SessionId.Span).ToString());
            Assert.True(EthSchnorr.Verify(participants[i], Number(Parts[i].Hash), part.Signature).Ok);
            sessions.Add(session);
        }

        AnyThreeGiveTheSignature(sessions);
    }

    private static void AnyThreeGiveTheSignature(List<DssSession> sessions)
    {
        foreach (var at in sessions)
        {
            foreach (var other in sessions.Where(other => other != at).Take(2 + (at.Index % 2)))
            {
                Assert.Null(at.Process(other.PartialSignature(new Draws([]))));
            }

            var signature = at.Signature().Signature!;
            Assert.Equal(Number("f6477edd7a5a8d0a2645824634cf89f57a59fe1f97d10d9a9cc7c7c91b4bbb36"), signature.S);
            Assert.Equal("0x7564105e977516c53be337314c7e53838967bdac", HexData.Format(signature.Commitment.ToBytes()));
            Assert.True(EthSchnorr.Verify(at.GroupKey, Number(Message), signature).Ok);
        }
    }

    private static Scalar[] Coefficients(params string[] texts) => [.. texts.Select(text => Scalar.Reduce(Convert.FromHexString(text)))];

    private static string[] Commit(Scalar[] coefficients) =>
        [.. coefficients.Select(coefficient => Convert.ToHexStringLower(Group.Marshal(Group.BaseMul(coefficient))))];

    private static KeyShare Share(Scalar[] coefficients, int i) => new(
        i, Polynomials.Evaluate(coefficients.AsSpan(), Polynomials.XOf(i)), [.. coefficients.Select(c => Group.BaseMultiplySecret(c))]);

    private static BigInteger Number(string hex) => new(Convert.FromHexString(hex), isUnsigned: true, isBigEndian: true);

    private static string Hex(Scalar scalar) => Convert.ToHexStringLower(scalar.ToBytes());
}
