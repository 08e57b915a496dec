using Node.Core.Randomness;
using Node.Eth.Encoding;
using Node.Eth.Signatures.Secp256k1;
using Xunit;

namespace Node.Eth.Tests.Signatures.Secp256k1;

/// <summary>What each line of the vectors of points asks, by its <c>op</c>. Where there are several ways to one point, all are taken.</summary>
internal static class PointOperations
{
    public static IReadOnlyDictionary<string, Action<Vector>> All { get; } = new Dictionary<string, Action<Vector>>
    {
        ["baseMul"] = BaseMul,
        ["mul"] = Mul,
        ["add"] = vector =>
        {
            Gives(vector, () => Group.Add(vector.Point("p"), vector.Point("q")));
            Gives(vector, () => Group.SumPublic([vector.Point("q"), vector.Point("p")]));
        },
        ["sub"] = vector => Gives(vector, () => Group.Sub(vector.Point("p"), vector.Point("q"))),
        ["neg"] = vector => Gives(vector, () => Group.Neg(vector.Point("p"))),
        ["double"] = vector =>
        {
            Gives(vector, () => Group.Twice(vector.Point("p")));
            Gives(vector, () => Group.Add(vector.Point("p"), vector.Point("p")));
        },
        ["equal"] = vector => Assert.Equal(vector.Expected("out").Flag("out"), Group.Equal(vector.Point("p"), vector.Point("q"))),
        ["marshal"] = Marshal,
        ["unmarshal"] = vector => Gives(vector, () => Group.Unmarshal(vector.Bytes("bytes"))),
        ["longUnmarshal"] = vector => Gives(vector, () => Group.LongUnmarshal(vector.Bytes("bytes"))),
        ["address"] = vector => GivesBytes(vector, () => Group.Address(vector.Point("p")).ToBytes()),
        ["data"] = vector => GivesBytes(vector, () => Group.Data(vector.Point("p"))),
        ["pick"] = vector => Drawn(vector, Group.Pick),
        ["embed"] = Embed,
        ["generate"] = Generate,
        ["publicKey"] = ReadPublicKey,
        ["validPublicKey"] = vector =>
        {
            var (onCurve, schnorrValid) = Group.ValidPublicKey(vector.Bytes("p"));
            Assert.Equal(vector.Expected("onCurve").Flag("onCurve"), onCurve);
            Assert.Equal(vector.Expected("schnorrValid").Flag("schnorrValid"), schnorrValid);
        },
    };

    private static void Gives(Vector vector, Func<Point> function) => Refusal.OrHolds(
        vector, function, point => Assert.Equal(vector.Expected("out").Text("out"), Vector.Show(point)));

    private static void GivesBytes(Vector vector, Func<byte[]> function) => Refusal.OrHolds(
        vector, function, bytes => Assert.Equal(vector.Expected("out").Text("out"), HexData.Format(bytes)));

    private static void BaseMul(Vector vector)
    {
        var k = vector.Scalar("k");
        Gives(vector, () => Group.BaseMul(k));
        Gives(vector, () => Group.BaseMultiplyPublic(k));
        Gives(vector, () => Group.Mul(k, Group.Generator));
        Gives(vector, () => Group.MultiplyPublic(k, Group.Generator));
        Gives(vector, () => Group.BaseMultiplyAddPublic(k, Scalar.Zero, Group.Generator));
    }

    private static void Mul(Vector vector)
    {
        var (k, p) = (vector.Scalar("k"), vector.Point("p"));
        Gives(vector, () => Group.Mul(k, p));
        Gives(vector, () => Group.MultiplyPublic(k, p));
        Gives(vector, () => Group.SumPublic([k], [p]));
    }

    private static void Marshal(Vector vector)
    {
        GivesBytes(vector, () => Group.Marshal(vector.Point("p")));
        if (vector.Has("text"))
        {
            Assert.Equal(vector.Text("text"), vector.Point("p").ToString());
        }
    }

    private static void Drawn(Vector vector, Func<IRandomSource, Point> draw)
    {
        var draws = vector.Draws();
        Gives(vector, () => draw(draws));
        draws.AssertUsedUp();
    }

    private static void Embed(Vector vector)
    {
        var data = vector.IsNull("data") ? [] : vector.Bytes("data");
        Drawn(vector, random => Group.Embed(data, random));
        if (vector.Has("dataBack"))
        {
            Assert.Equal(vector.Text("dataBack"), HexData.Format(Group.Data(vector.Point("out"))));
        }
    }

    private static void Generate(Vector vector)
    {
        // The first draw is any key; the field's node takes it, and the chain may not.
        var draws = vector.Draws();
        var any = Group.GenerateKey(draws);
        Assert.Equal(vector.Object("out").Text("private"), HexData.Format(any.Private.ToBytes()));
        Assert.Equal(vector.Object("out").Text("public"), Vector.Show(any.Public));
        Assert.Equal(vector.Int("drawsUsed"), draws.Used);

        var expected = vector.Want ?? vector.Object("out");
        var key = Group.Generate(vector.Draws());
        Assert.Equal(expected.Text("private"), HexData.Format(key.Private.ToBytes()));
        Assert.Equal(expected.Text("public"), Vector.Show(key.Public));
    }

    private static void ReadPublicKey(Vector vector) => Refusal.OrHolds(vector, () => Group.PublicKey(vector.Text("text")), key =>
    {
        Assert.Equal(vector.Text("bytes"), HexData.Format(key.ToBytes()));
        Assert.Equal(vector.Text("canonical"), key.ToString());
        Assert.Equal(vector.Flag("isZero"), key.IsZero);
        Assert.Equal(vector.Text("address"), HexData.Format(key.ToAddress().ToBytes()));
        if (vector.Has("pointError"))
        {
            Assert.NotEmpty(vector.Text("pointError"));
            Refusal.Of(() => key.ToPoint());
            Refusal.Of(() => key.ToHash());
            return;
        }

        Assert.Equal(vector.Text("hash"), key.ToHash().ToString());
        Assert.Equal(vector.Text("uncompressed"), key.ToUncompressedText());
        Assert.Equal(key, PublicKey.Of(key.ToPoint()));
    });
}
