using System.Globalization;
using System.Numerics;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math.EC;
using Org.BouncyCastle.Math.EC.Multiplier;
using Org.BouncyCastle.Utilities;
using CurveInteger = Org.BouncyCastle.Math.BigInteger;

namespace Node.Eth.Signatures;

/// <summary>The only type that knows which library does the arithmetic of the curve: everything goes in and out as bytes and numbers.</summary>
internal static class Secp256k1
{
    /// <summary>Bytes of a private key.</summary>
    public const int PrivateKeySize = 32;

    /// <summary>Bytes of an uncompressed public key without its leading 4.</summary>
    public const int PublicKeySize = 64;

    private static readonly X9ECParameters Curve = CustomNamedCurves.GetByName("secp256k1");
    private static readonly CurveInteger N = Curve.N;
    private static readonly CurveInteger HalfN = Curve.N.ShiftRight(1);
    private static readonly FixedPointCombMultiplier BaseMultiplier = new();

    /// <summary>The number of points of the group.</summary>
    public static BigInteger Order { get; } = BigInteger.Parse(N.ToString(), CultureInfo.InvariantCulture);

    /// <summary>Half of <see cref="Order"/>, rounded down.</summary>
    public static BigInteger HalfOrder { get; } = Order >> 1;

    /// <summary>Whether the 32 bytes are a private key: not zero and below the order.</summary>
    public static bool IsPrivateKey(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != PrivateKeySize)
        {
            return false;
        }

        var d = new CurveInteger(1, bytes);
        return d.SignValue > 0 && d.CompareTo(N) < 0;
    }

    /// <summary>The 64 bytes of the public key.</summary>
    public static byte[] PublicKey(ReadOnlySpan<byte> privateKey) =>
        Encode(BaseMultiplier.Multiply(Curve.G, new CurveInteger(1, privateKey)));

    /// <summary>Signs as RFC 6979 says, with HMAC-SHA-256 and the smaller s; the recovery id comes from the nonce's point itself.</summary>
    public static EcdsaSignature Sign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> digest)
    {
        var d = new CurveInteger(1, privateKey);
        var z = new CurveInteger(1, digest);
        var nonces = new HMacDsaKCalculator(new Sha256Digest());
        nonces.Init(N, d, digest.ToArray());
        while (true)
        {
            var k = nonces.NextK();
            var point = BaseMultiplier.Multiply(Curve.G, k).Normalize();
            var x = point.AffineXCoord.ToBigInteger();
            var r = x.Mod(N);
            var s = ModInverse(k).Multiply(z.Add(r.Multiply(d))).Mod(N);
            if (r.SignValue == 0 || s.SignValue == 0)
            {
                continue;
            }

            var id = (point.AffineYCoord.TestBitZero() ? 1 : 0) | (x.CompareTo(N) >= 0 ? 2 : 0);
            if (s.CompareTo(HalfN) > 0)
            {
                s = N.Subtract(s);
                id ^= 1;
            }

            return new EcdsaSignature(ToNumber(r), ToNumber(s), id);
        }
    }

    /// <summary>The 64 bytes of the public key that made the signature, or null when none can have.</summary>
    public static byte[]? Recover(ReadOnlySpan<byte> digest, EcdsaSignature signature)
    {
        var r = FromNumber(signature.R);
        var s = FromNumber(signature.S);
        if (!IsScalar(r) || !IsScalar(s) || signature.RecoveryId is < 0 or > 3)
        {
            return null;
        }

        var x = (signature.RecoveryId & 2) == 0 ? r : r.Add(N);
        if (Lift(x, isOdd: (signature.RecoveryId & 1) != 0) is not { } point)
        {
            return null;
        }

        // Q = r^-1 (s R - z G)
        var inverse = ModInverse(r);
        var forBase = N.Subtract(new CurveInteger(1, digest).Mod(N)).Multiply(inverse).Mod(N);
        var key = ECAlgorithms.SumOfTwoMultiplies(Curve.G, forBase, point, s.Multiply(inverse).Mod(N));
        return key.IsInfinity ? null : Encode(key);
    }

    private static bool IsScalar(CurveInteger value) => value.SignValue > 0 && value.CompareTo(N) < 0;

    private static ECPoint? Lift(CurveInteger x, bool isOdd)
    {
        if (x.CompareTo(Curve.Curve.Field.Characteristic) >= 0)
        {
            return null;
        }

        var encoded = new byte[33];
        encoded[0] = isOdd ? (byte)3 : (byte)2;
        CopyPadded(x, encoded.AsSpan(1));
        try
        {
            return Curve.Curve.DecodePoint(encoded);
        }
        catch (ArgumentException)
        {
            // No point of the curve has this x.
            return null;
        }
    }

    private static byte[] Encode(ECPoint point) => point.Normalize().GetEncoded(compressed: false)[1..];

    private static BigInteger ToNumber(CurveInteger value) => new(value.ToByteArrayUnsigned(), isUnsigned: true, isBigEndian: true);

    private static CurveInteger FromNumber(BigInteger value) =>
        value.Sign <= 0 ? CurveInteger.Zero : new CurveInteger(1, value.ToByteArray(isUnsigned: true, isBigEndian: true));

    private static void CopyPadded(CurveInteger value, Span<byte> destination)
    {
        var bytes = value.ToByteArrayUnsigned();
        bytes.CopyTo(destination[(destination.Length - bytes.Length)..]);
    }

    private static CurveInteger ModInverse(CurveInteger value) => BigIntegers.ModOddInverse(N, value);
}
