using System.Numerics;
using Node.Eth.Encoding;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;
using Node.Eth.Signatures.Vrf;
using Xunit;

namespace Node.Eth.Tests.Signatures.Vrf;

public sealed class VrfHashVectorTests
{
    [Fact]
    public void Seeds_hash_to_their_points() => Vectors.All(Vectors.Read("vrf-hash-to-curve", "hashToCurve"), vector =>
    {
        if (vector.MustReject)
        {
            Refusal.Of(() => EthVrf.HashToCurve(vector.Point("public"), vector.Number("seed")));
            return;
        }

        Assert.Equal(vector.Point("out"), EthVrf.HashToCurve(vector.Point("public"), vector.Number("seed"), out var tried));
        Assert.Equal(vector.Texts("tried"), tried.Select(x => "0x" + x.ToString("x64")[^64..]));
    });

    [Fact]
    public void The_field_s_table_of_hashes_comes_out() => Vectors.All(Vectors.Read("reference-vrf", "hash"), vector =>
    {
        var key = Group.BaseMultiplyPublic(Scalar.FromInt64(vector.Int("times")));
        Assert.Equal(vector.Point("hash"), EthVrf.HashToCurve(key, vector.Number("seed"), out var tried));
        Assert.Equal(vector.Int("tries"), tried.Count);
    });

    [Fact]
    public void Bytes_hash_into_the_field() => Vectors.All(Vectors.Read("vrf-hash-to-curve", "fieldHash"), vector =>
        Assert.Equal(vector.Number("out"), EthVrf.FieldHash(vector.Text("bytes") == "0x" ? [] : vector.Bytes("bytes"))));

    [Fact]
    public void Ordinates_are_told_apart() => Vectors.All(Vectors.Read("vrf-hash-to-curve", "ordinate"), vector =>
    {
        var x = FieldElement.Parse(vector.Bytes("x"));
        Assert.Equal(vector.Flag("isSquare"), x.IsSquare);
        Assert.Equal(vector.Text("squareRoot"), HexData.Format(x.SqrtCandidate().ToBytes()));
        Assert.Equal(vector.Text("ySquared"), HexData.Format(FieldElement.CurveRightSide(x).ToBytes()));
        Assert.Equal(vector.Flag("isCurveXOrdinate"), Point.TryFromX(x, isYOdd: false, out _));
    });

    [Fact]
    public void Sums_come_out_as_the_contracts_have_them() => Vectors.All(Vectors.Read("vrf-hash-to-curve", "projectiveAdd"), vector =>
    {
        var sum = EthVrf.ProjectiveAdd(vector.Point("p"), vector.Point("q"));
        Assert.Equal((vector.Number("x"), vector.Number("y"), vector.Number("z")), (sum.X, sum.Y, sum.Z));
        Assert.Equal(vector.IsNull("zInv") ? null : vector.Number("zInv"), sum.ZInv);
        if (vector.Has("sum"))
        {
            Assert.Equal(vector.Point("sum"), vector.Point("p") + vector.Point("q"));
        }
    });

    [Fact]
    public void Challenges_come_out() => Vectors.All(Vectors.Read("vrf-hash-to-curve", "challenge"), vector =>
    {
        BigInteger Challenge() => EthVrf.Challenge(
            vector.Point("hash"), vector.Point("public"), vector.Point("gamma"), new Address(vector.Bytes("uWitness")), vector.Point("v"));
        if (vector.MustReject)
        {
            Refusal.Of(() => Challenge());
        }
        else
        {
            Assert.Equal(vector.Number("out"), Challenge());
        }
    });

    [Fact]
    public void The_legacy_scheme_is_not_met()
    {
        var hash = EthVrf.HashToCurve(Point.Generator, 1);
        Assert.NotEqual("0x530fddd863609aa12030a07c5fdb323bb392a88343cea123b7f074883d2654c4", HexData.Format(hash.X.ToBytes()));
    }
}
