using Node.Eth.Encoding;
using Node.Eth.Signatures.Secp256k1;
using Xunit;

namespace Node.Eth.Tests.Signatures.Secp256k1;

public sealed class ScalarVectorTests
{
    private const string File = "secp256k1-scalar";

    [Theory]
    [InlineData("add")]
    [InlineData("sub")]
    [InlineData("mul")]
    [InlineData("div")]
    [InlineData("neg")]
    [InlineData("inv")]
    [InlineData("setInt64")]
    [InlineData("setBytes")]
    [InlineData("marshal")]
    [InlineData("unmarshal")]
    [InlineData("intToScalar")]
    [InlineData("scalarToHash")]
    [InlineData("pick")]
    public void A_scalar_comes_out_as_in_the_vectors(string operation) => Vectors.All(Vectors.Read(File, operation), vector =>
    {
        if (vector.MustReject)
        {
            Assert.Throws<CurveException>(() => Run(vector));
            return;
        }

        Assert.Equal(vector.Expected("out").Text("out"), HexData.Format(Run(vector).ToBytes()));
        if (vector.Has("text"))
        {
            Assert.Equal(vector.Text("text"), Run(vector).ToPublicText());
        }
    });

    [Fact]
    public void Equality_is_that_of_the_vectors() => Vectors.All(
        Vectors.Read(File, "equal"),
        vector => Assert.Equal(vector.Flag("out"), vector.Scalar("a") == vector.Scalar("b")));

    [Fact]
    public void A_number_is_a_scalar_when_it_is_not_negative_and_below_the_order() => Vectors.All(
        Vectors.Read(File, "representsScalar"),
        vector => Assert.Equal(vector.Expected("out").Flag("out"), Scalar.Represents(vector.Number("value"))));

    [Fact]
    public void All_vectors_are_run() => Assert.Equal(
        200,
        Vectors.Read(File).Count(vector => vector.Operation is "equal" or "representsScalar" || Known.Contains(vector.Operation)));

    private static readonly string[] Known =
        ["add", "sub", "mul", "div", "neg", "inv", "setInt64", "setBytes", "marshal", "unmarshal", "intToScalar", "scalarToHash", "pick"];

    private static Scalar Run(Vector vector)
    {
        switch (vector.Operation)
        {
            case "add":
                return vector.Scalar("a") + vector.Scalar("b");
            case "sub":
                return vector.Scalar("a") - vector.Scalar("b");
            case "mul":
                return vector.Scalar("a") * vector.Scalar("b");
            case "div":
                return vector.Scalar("a") / vector.Scalar("b");
            case "neg":
                return -vector.Scalar("a");
            case "inv":
                return vector.Scalar("a").Inverse();
            case "setInt64":
                return Scalar.FromInt64((long)vector.Number("value"));
            case "setBytes":
                return Scalar.Reduce(vector.Bytes("bytes"));
            case "marshal":
                return vector.Scalar("a");
            case "unmarshal":
                return Scalar.Parse(vector.Bytes("bytes"));
            case "intToScalar":
                var value = vector.Number("value");
                var scalar = Scalar.Reduce(value);
                Assert.Equal(vector.Number("value"), value);
                return scalar;
            case "scalarToHash":
                return Scalar.Reduce(vector.Scalar("a").ToHash());
            case "pick":
                var draws = vector.Draws();
                var picked = Scalar.Pick(draws);
                draws.AssertUsedUp();
                return picked;
            default:
                throw new ArgumentOutOfRangeException(nameof(vector), vector.Operation, "unknown operation");
        }
    }
}
