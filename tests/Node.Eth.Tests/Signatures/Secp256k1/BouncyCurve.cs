using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Math.EC;
using BouncyNumber = Org.BouncyCastle.Math.BigInteger;

namespace Node.Eth.Tests.Signatures.Secp256k1;

/// <summary>BouncyCastle's arithmetic on the forms of the vectors: scalars of 32 bytes, points of 64, null for the identity.</summary>
internal static class BouncyCurve
{
    private static readonly Org.BouncyCastle.Asn1.X9.X9ECParameters Curve = SecNamedCurves.GetByName("secp256k1");

    public static byte[]? BaseMultiply(byte[] scalar) => Encode(Curve.G.Multiply(Number(scalar)));

    public static byte[]? Multiply(byte[] scalar, byte[] point) => Encode(Decode(point).Multiply(Number(scalar)));

    public static byte[]? Negate(byte[] point) => Encode(Decode(point).Negate());

    public static byte[]? Add(byte[] left, byte[] right) => Encode(Decode(left).Add(Decode(right)));

    public static byte[]? SumOfTwo(byte[] ofBase, byte[] scalar, byte[] point) =>
        Encode(ECAlgorithms.SumOfTwoMultiplies(Curve.G, Number(ofBase), Decode(point), Number(scalar)));

    public static byte[] AddScalars(byte[] left, byte[] right) => Encode(Number(left).Add(Number(right)).Mod(Curve.N));

    public static byte[] MultiplyScalars(byte[] left, byte[] right) => Encode(Number(left).Multiply(Number(right)).Mod(Curve.N));

    public static byte[] NegateScalar(byte[] scalar) => Encode(Number(scalar).Negate().Mod(Curve.N));

    public static byte[] InvertScalar(byte[] scalar) => Encode(Number(scalar).ModInverse(Curve.N));

    private static BouncyNumber Number(byte[] bytes) => new(1, bytes);

    private static ECPoint Decode(byte[] point) => Curve.Curve.DecodePoint([4, .. point]);

    private static byte[]? Encode(ECPoint point) => point.IsInfinity ? null : point.Normalize().GetEncoded(compressed: false)[1..];

    private static byte[] Encode(BouncyNumber number)
    {
        var bytes = number.ToByteArrayUnsigned();
        return [.. new byte[32 - bytes.Length], .. bytes];
    }
}
