using Node.Core.Randomness;
using Node.Eth.Encoding;
using Node.Eth.Signatures.Secp256k1;
using Xunit;

namespace Node.Eth.Tests.Signatures.Secp256k1;

public sealed class PointVectorTests
{
    private const string File = "secp256k1-point";

    private static readonly string[] Known =
    [
        "baseMul", "mul", "add", "sub", "neg", "double", "equal", "marshal", "unmarshal", "longUnmarshal", "address", "validPublicKey",
        "publicKey", "pick", "embed", "data", "generate",
    ];

    [Theory]
    [InlineData("baseMul")]
    [InlineData("mul")]
    [InlineData("add")]
    [InlineData("sub")]
    [InlineData("neg")]
    [InlineData("double")]
    [InlineData("unmarshal")]
    [InlineData("longUnmarshal")]
    [InlineData("pick")]
    [InlineData("embed")]
    public void A_point_comes_out_as_in_the_vectors(string operation) => Vectors.All(Vectors.Read(File, operation), vector =>
    {
        if (vector.MustReject)
        {
            Assert.Throws<CurveException>(() => Run(vector));
            return;
        }

        foreach (var point in Run(vector))
        {
            Assert.Equal(vector.Expected("out").Text("out"), Vector.Show(point));
        }
    });

    [Theory]
    [InlineData("marshal")]
    [InlineData("address")]
    [InlineData("data")]
    public void Bytes_come_out_as_in_the_vectors(string operation) => Vectors.All(Vectors.Read(File, operation), vector =>
    {
        byte[] Write() => operation switch
        {
            "marshal" => vector.Point("p").ToBytes(),
            "address" => vector.Point("p").ToAddress().ToBytes(),
            _ => PointData.Extract(vector.Point("p")),
        };
        if (vector.MustReject)
        {
            Assert.Throws<CurveException>(Write);
            return;
        }

        Assert.Equal(vector.Text("out"), HexData.Format(Write()));
        if (vector.Has("text"))
        {
            Assert.Equal(vector.Text("text"), vector.Point("p").ToString());
        }
    });

    [Fact]
    public void Equality_is_that_of_the_vectors() => Vectors.All(
        Vectors.Read(File, "equal"),
        vector => Assert.Equal(vector.Flag("out"), vector.Point("p") == vector.Point("q")));

    [Fact]
    public void Public_keys_are_good_for_the_chain_only_below_half_of_the_order() => Vectors.All(
        Vectors.Read(File, "validPublicKey"),
        vector =>
        {
            var isOnCurve = Point.TryParseUncompressed(vector.Bytes("p"), out var point);
            Assert.Equal(vector.Flag("onCurve"), isOnCurve && point.IsPublicKey);
            Assert.Equal(vector.Flag("schnorrValid"), isOnCurve && point.IsSchnorrPublicKey);
        });

    [Fact]
    public void Texts_of_public_keys_are_read_and_written() => Vectors.All(Vectors.Read(File, "publicKey"), vector =>
    {
        if (vector.MustReject)
        {
            Assert.Throws<CurveException>(() => PublicKey.Parse(vector.Text("text")));
            return;
        }

        var key = PublicKey.Parse(vector.Text("text"));
        Assert.Equal(vector.Text("bytes"), HexData.Format(key.ToBytes()));
        Assert.Equal(vector.Text("canonical"), key.ToString());
        Assert.Equal(vector.Flag("isZero"), key.IsZero);
        Assert.Equal(vector.Text("address"), HexData.Format(key.ToAddress().ToBytes()));
        if (vector.Has("pointError"))
        {
            Assert.Throws<CurveException>(() => key.ToPoint());
            Assert.Throws<CurveException>(() => key.ToHash());
            return;
        }

        Assert.Equal(vector.Text("hash"), key.ToHash().ToString());
        Assert.Equal(vector.Text("uncompressed"), key.ToUncompressedText());
        Assert.Equal(key, PublicKey.Of(key.ToPoint()));
    });

    [Fact]
    public void Generated_keys_are_the_first_draw_that_the_chain_takes() => Vectors.All(Vectors.Read(File, "generate"), vector =>
    {
        var draws = vector.Draws();
        var any = Group.GenerateKey(draws);
        Assert.Equal(vector.Object("out").Text("private"), HexData.Format(any.Private.ToBytes()));
        Assert.Equal(vector.Object("out").Text("public"), Vector.Show(any.Public));
        Assert.Equal(vector.Int("drawsUsed"), draws.Used);

        var expected = vector.Want ?? vector.Object("out");
        var key = Group.GenerateSchnorrKey(vector.Draws());
        Assert.Equal(expected.Text("private"), HexData.Format(key.Private.ToBytes()));
        Assert.Equal(expected.Text("public"), Vector.Show(key.Public));
    });

    [Fact]
    public void All_vectors_are_run() =>
        Assert.Equal(200, Vectors.Read(File).Count(vector => Known.Contains(vector.Operation)));

    // Every way to the same point.
    private static IEnumerable<Point> Run(Vector vector)
    {
        switch (vector.Operation)
        {
            case "baseMul":
                var k = vector.Scalar("k");
                return
                [
                    Group.BaseMultiplySecret(k), Group.BaseMultiplyPublic(k), Group.MultiplySecret(k, Group.Generator),
                    Group.MultiplyPublic(k, Group.Generator), Group.BaseMultiplyAddPublic(k, Scalar.Zero, Group.Generator),
                ];
            case "mul":
                var (factor, point) = (vector.Scalar("k"), vector.Point("p"));
                return [Group.MultiplySecret(factor, point), Group.MultiplyPublic(factor, point), Group.SumPublic([factor], [point])];
            case "add":
                return [vector.Point("p") + vector.Point("q"), Group.SumPublic([vector.Point("q"), vector.Point("p")])];
            case "sub":
                return [vector.Point("p") - vector.Point("q")];
            case "neg":
                return [-vector.Point("p")];
            case "double":
                return [vector.Point("p").Twice(), vector.Point("p") + vector.Point("p")];
            case "unmarshal":
                return [Point.Parse(vector.Bytes("bytes"))];
            case "longUnmarshal":
                return [Point.ParseUncompressed(vector.Bytes("bytes"))];
            case "pick":
                return [Drawn(vector, PointData.Pick)];
            case "embed":
                var data = vector.IsNull("data") ? [] : vector.Bytes("data");
                var embedded = Drawn(vector, random => PointData.Embed(data, random));
                Assert.Equal(vector.Text("dataBack"), HexData.Format(PointData.Extract(embedded)));
                return [embedded];
            default:
                throw new ArgumentOutOfRangeException(nameof(vector), vector.Operation, "unknown operation");
        }
    }

    private static Point Drawn(Vector vector, Func<IRandomSource, Point> draw)
    {
        var draws = vector.Draws();
        var point = draw(draws);
        draws.AssertUsedUp();
        return point;
    }
}
