using System.Numerics;
using Node.Core.Randomness;
using Node.Eth.Primitives;
using EncodedKey = Node.Eth.Signatures.Secp256k1.PublicKey;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>
/// The group of the curve secp256k1: products of scalars and points, new keys, and each operation on points by its name in the field's vectors.
/// No product allocates.
/// </summary>
/// <remarks>
/// What ends in <c>Secret</c> takes the same steps, whatever the scalar: no branch and no place in memory depends on it. Points are public.
/// What ends in <c>Public</c> is faster and takes a different time for different values: only for what everybody may know.
/// </remarks>
public static class Group
{
    /// <summary>The field's name of the group.</summary>
    public const string Name = "Secp256k1";

    /// <summary>Most keys that <see cref="GenerateSchnorrKey"/> tries; every second one is good, so a source that needs more is broken.</summary>
    public const int KeyTriesMax = 256;

    /// <summary>The number of points, n.</summary>
    public static BigInteger Order { get; } = new(
        [
            0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE,
            0xBA, 0xAE, 0xDC, 0xE6, 0xAF, 0x48, 0xA0, 0x3B, 0xBF, 0xD2, 0x5E, 0x8C, 0xD0, 0x36, 0x41, 0x41,
        ], isUnsigned: true, isBigEndian: true);

    /// <summary>HALF_Q of the Schnorr verifier on chain, n/2 rounded down and one more: the x of a public key must be below it.</summary>
    public static BigInteger SchnorrXLimit { get; } = (Order >> 1) + 1;

    /// <summary>The generator G.</summary>
    public static Point Generator => Point.Generator;

    /// <summary>k G for a secret k.</summary>
    public static Point BaseMultiplySecret(in Scalar k) => GeneratorMultiplication.Secret(k).ToPoint();

    /// <summary>k G for a public k.</summary>
    public static Point BaseMultiplyPublic(in Scalar k) => GeneratorMultiplication.Public(k);

    /// <summary>k P for a secret k.</summary>
    public static Point MultiplySecret(in Scalar k, in Point point) => SecretMultiplication.Multiply(k, point).ToPoint();

    /// <summary>k P for a public k.</summary>
    public static Point MultiplyPublic(in Scalar k, in Point point) => PublicSum.Compute([k], [point], Scalar.Zero);

    /// <summary>s G + k P for public s and k: the sum of a signature check.</summary>
    public static Point BaseMultiplyAddPublic(in Scalar s, in Scalar k, in Point point) => PublicSum.Compute([k], [point], s);

    /// <summary>j P + k Q for public j and k.</summary>
    public static Point MultiplyAddPublic(in Scalar j, in Point p, in Scalar k, in Point q) => PublicSum.Compute([j, k], [p, q], Scalar.Zero);

    /// <summary>The sum of all products of a scalar and the point at its place; the identity when there are none. For public scalars.</summary>
    /// <exception cref="CurveException">There are not as many scalars as points.</exception>
    public static Point SumPublic(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<Point> points) =>
        scalars.Length == points.Length
            ? PublicSum.Compute(scalars, points, Scalar.Zero)
            : throw new CurveException(CurveFault.ListLengths);

    /// <summary>The sum of points; the identity when there are none.</summary>
    public static Point SumPublic(ReadOnlySpan<Point> points)
    {
        var sum = JacobianPoint.Identity;
        foreach (ref readonly var point in points)
        {
            if (!point.IsIdentity)
            {
                JacobianPoint.Add(ref sum, point.ToLimbs());
            }
        }

        return sum.ToPoint();
    }

    /// <summary>A new key: a private scalar from <see cref="Scalar.Pick"/>, and its public point.</summary>
    public static CurveKeyPair GenerateKey(IRandomSource random) => CurveKeyPair.Of(Scalar.Pick(random));

    /// <summary>A new key that the Schnorr verifier on chain takes: picks until <see cref="Point.IsSchnorrPublicKey"/>, twice on average.</summary>
    /// <exception cref="CurveException">None of <see cref="KeyTriesMax"/> is one.</exception>
    public static CurveKeyPair GenerateSchnorrKey(IRandomSource random)
    {
        for (var tries = 0; tries < KeyTriesMax; tries++)
        {
            var key = GenerateKey(random);
            if (key.Public.IsSchnorrPublicKey)
            {
                return key;
            }
        }

        throw new CurveException(CurveFault.NoScalarFound);
    }

    // By the names of the field's vectors. Products take the constant-time path, so that their scalars may be secrets.

    /// <summary>k G: <see cref="BaseMultiplySecret"/>.</summary>
    public static Point BaseMul(in Scalar k) => BaseMultiplySecret(k);

    /// <summary>k P: <see cref="MultiplySecret"/>.</summary>
    public static Point Mul(in Scalar k, in Point p) => MultiplySecret(k, p);

    /// <summary>The sum.</summary>
    public static Point Add(in Point p, in Point q) => p + q;

    /// <summary>The difference.</summary>
    public static Point Sub(in Point p, in Point q) => p - q;

    /// <summary>The opposite point.</summary>
    public static Point Neg(in Point p) => -p;

    /// <summary>The sum of a point with itself.</summary>
    public static Point Twice(in Point p) => p.Twice();

    /// <summary>Whether they are the same point.</summary>
    public static bool Equal(in Point p, in Point q) => p == q;

    /// <summary>The 33 bytes, x and then the parity of y: <see cref="Point.ToBytes"/>.</summary>
    /// <exception cref="CurveException">It is the identity.</exception>
    public static byte[] Marshal(in Point p) => p.ToBytes();

    /// <summary>Reads 33 bytes: <see cref="Point.Parse"/>.</summary>
    /// <exception cref="CurveException">They are no point.</exception>
    public static Point Unmarshal(ReadOnlySpan<byte> bytes) => Point.Parse(bytes);

    /// <summary>Reads 64 bytes: <see cref="Point.ParseUncompressed"/>.</summary>
    /// <exception cref="CurveException">They are no point.</exception>
    public static Point LongUnmarshal(ReadOnlySpan<byte> bytes) => Point.ParseUncompressed(bytes);

    /// <summary>The Ethereum address: <see cref="Point.ToAddress"/>.</summary>
    /// <exception cref="CurveException">It is the identity.</exception>
    public static Address Address(in Point p) => p.ToAddress();

    /// <summary>A random point: <see cref="PointData.Pick"/>.</summary>
    /// <exception cref="CurveException">The source gives none.</exception>
    public static Point Pick(IRandomSource random) => PointData.Pick(random);

    /// <summary>A random point that carries data: <see cref="PointData.Embed"/>.</summary>
    /// <exception cref="CurveException">Too much data, or the source gives no point.</exception>
    public static Point Embed(ReadOnlySpan<byte> data, IRandomSource random) => PointData.Embed(data, random);

    /// <summary>What a point carries: <see cref="PointData.Extract"/>.</summary>
    /// <exception cref="CurveException">It carries nothing.</exception>
    public static byte[] Data(in Point p) => PointData.Extract(p);

    /// <summary>A new key that the Schnorr verifier on chain takes: <see cref="GenerateSchnorrKey"/>.</summary>
    /// <exception cref="CurveException">The source gives none.</exception>
    public static CurveKeyPair Generate(IRandomSource random) => GenerateSchnorrKey(random);

    /// <summary>Reads the text of a public key: <see cref="EncodedKey.Parse"/>.</summary>
    /// <exception cref="CurveException">It is none.</exception>
    public static EncodedKey PublicKey(string text) => EncodedKey.Parse(text);

    /// <summary>Whether 64 bytes are a point of the curve, and whether the Schnorr verifier on chain takes it as a key.</summary>
    public static (bool OnCurve, bool SchnorrValid) ValidPublicKey(ReadOnlySpan<byte> bytes) =>
        Point.TryParseUncompressed(bytes, out var point) ? (point.IsPublicKey, point.IsSchnorrPublicKey) : (false, false);
}
