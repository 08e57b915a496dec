using Node.Eth.Encoding;
using Node.Eth.Signatures.Secp256k1;
using Xunit;

namespace Node.Eth.Tests.Signatures.Secp256k1;

/// <summary>What each line of the vectors of scalars asks, by its <c>op</c>.</summary>
internal static class ScalarOperations
{
    public static IReadOnlyDictionary<string, Action<Vector>> All { get; } = new Dictionary<string, Action<Vector>>
    {
        ["add"] = vector => Gives(vector, () => Scalars.Add(vector.Scalar("a"), vector.Scalar("b"))),
        ["sub"] = vector => Gives(vector, () => Scalars.Sub(vector.Scalar("a"), vector.Scalar("b"))),
        ["mul"] = vector => Gives(vector, () => Scalars.Mul(vector.Scalar("a"), vector.Scalar("b"))),
        ["div"] = vector => Gives(vector, () => Scalars.Div(vector.Scalar("a"), vector.Scalar("b"))),
        ["neg"] = vector => Gives(vector, () => Scalars.Neg(vector.Scalar("a"))),
        ["inv"] = vector => Gives(vector, () => Scalars.Inv(vector.Scalar("a"))),
        ["setInt64"] = vector => Gives(vector, () => Scalars.SetInt64((long)vector.Number("value"))),
        ["setBytes"] = vector => Gives(vector, () => Scalars.SetBytes(vector.Bytes("bytes"))),
        ["marshal"] = Marshal,
        ["unmarshal"] = vector => Gives(vector, () => Scalars.Unmarshal(vector.Bytes("bytes"))),
        ["equal"] = vector => Refusal.OrHolds(
            vector,
            () => Scalars.Equal(vector.Scalar("a"), vector.Scalar("b")),
            equal => Assert.Equal(vector.Expected("out").Flag("out"), equal)),
        ["pick"] = Pick,
        ["intToScalar"] = IntToScalar,
        ["scalarToHash"] = vector => Assert.Equal(vector.Text("out"), Scalars.ScalarToHash(vector.Scalar("a")).ToString()),
        ["representsScalar"] = vector =>
            Assert.Equal(vector.Expected("out").Flag("out"), Scalars.RepresentsScalar(vector.Number("value"))),
    };

    private static void Gives(Vector vector, Func<Scalar> function) => Refusal.OrHolds(
        vector, function, scalar => Assert.Equal(vector.Expected("out").Text("out"), HexData.Format(scalar.ToBytes())));

    private static void Marshal(Vector vector)
    {
        var scalar = vector.Scalar("a");
        Assert.Equal(vector.Text("out"), HexData.Format(Scalars.Marshal(scalar)));
        Assert.Equal(vector.Text("text"), scalar.ToPublicText());
    }

    private static void Pick(Vector vector)
    {
        var draws = vector.Draws();
        Gives(vector, () => Scalars.Pick(draws));
        draws.AssertUsedUp();
    }

    private static void IntToScalar(Vector vector)
    {
        var value = vector.Number("value");
        Gives(vector, () => Scalars.IntToScalar(value));
        if (vector.Expected("argAfter").Has("argAfter"))
        {
            Assert.Equal(vector.Expected("argAfter").Number("argAfter"), value);
        }
    }
}
