using System.Numerics;
using Node.Eth.Encoding;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;
using Node.Eth.Signatures.Vrf;
using Xunit;

namespace Node.Eth.Tests.Signatures.Vrf;

/// <summary>What each line of the vectors of hashing to the curve asks, by its <c>op</c>.</summary>
internal static class VrfHashOperations
{
    public static IReadOnlyDictionary<string, Action<Vector>> All { get; } = new Dictionary<string, Action<Vector>>
    {
        ["hashToCurve"] = HashToCurve,
        ["fieldHash"] = vector => Assert.Equal(vector.Number("out"), EthVrf.FieldHash(vector.Bytes("bytes"))),
        ["ordinate"] = Ordinate,
        ["projectiveAdd"] = ProjectiveAdd,
        ["challenge"] = vector => Refusal.OrHolds(
            vector,
            () => EthVrf.Challenge(
                vector.Point("hash"), vector.Point("public"), vector.Point("gamma"), new Address(vector.Bytes("uWitness")), vector.Point("v")),
            challenge => Assert.Equal(vector.Expected("out").Number("out"), challenge)),
    };

    private static void HashToCurve(Vector vector)
    {
        var seed = vector.Number("seed");
        IReadOnlyList<BigInteger> tried = [];
        Refusal.OrHolds(vector, () => EthVrf.HashToCurve(vector.Point("public"), seed, out tried), point =>
        {
            Assert.Equal(vector.Point("out"), point);
            Assert.Equal(point, EthVrf.HashToCurve(vector.Point("public"), seed));
            Assert.Equal(vector.Texts("tried"), tried.Select(Vector.Show));
        });
    }

    private static void Ordinate(Vector vector)
    {
        var ordinate = EthVrf.Ordinate(FieldElement.Parse(vector.Bytes("x")));
        Assert.Equal(vector.Flag("isSquare"), ordinate.IsSquare);
        Assert.Equal(vector.Text("squareRoot"), HexData.Format(ordinate.SquareRoot.ToBytes()));
        Assert.Equal(vector.Text("ySquared"), HexData.Format(ordinate.YSquared.ToBytes()));
        Assert.Equal(vector.Flag("isCurveXOrdinate"), ordinate.IsCurveXOrdinate);
    }

    private static void ProjectiveAdd(Vector vector) => Refusal.OrHolds(
        vector,
        () => EthVrf.ProjectiveAdd(vector.Point("p"), vector.Point("q")),
        sum =>
        {
            Assert.Equal(vector.Expected("x").Number("x"), sum.X);
            Assert.Equal(vector.Expected("y").Number("y"), sum.Y);
            Assert.Equal(vector.Expected("z").Number("z"), sum.Z);
            Assert.Equal(vector.HasValue("zInv") ? vector.Number("zInv") : null, sum.ZInv);
            if (vector.HasValue("sum"))
            {
                Assert.Equal(vector.Point("sum"), Group.Add(vector.Point("p"), vector.Point("q")));
            }
        });
}
