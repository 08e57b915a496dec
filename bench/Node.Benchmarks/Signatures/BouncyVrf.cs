using Node.Eth.Primitives;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;
using Org.BouncyCastle.Math.EC.Multiplier;

namespace Node.Benchmarks.Signatures;

/// <summary>The curve and the VRF prover on BouncyCastle, with its fastest multipliers; like the node's it checks what it proved, and hashes to the curve once. What is compared with.</summary>
internal static class BouncyVrf
{
    private static readonly Org.BouncyCastle.Asn1.X9.X9ECParameters Curve = CustomNamedCurves.GetByName("secp256k1");
    private static readonly FixedPointCombMultiplier BaseMultiplier = new();
    private static readonly ECFieldElement Seven = Curve.Curve.B;

    /// <summary>A scalar times the generator, with coordinates.</summary>
    public static ECPoint BaseMultiply(BigInteger k) => BaseMultiplier.Multiply(Curve.G, k).Normalize();

    /// <summary>A scalar times a point, with coordinates.</summary>
    public static ECPoint Multiply(BigInteger k, ECPoint point) => point.Multiply(k).Normalize();

    /// <summary>Proves, and checks the proof by the verifier's steps. Returns x of gamma, c and s.</summary>
    public static (byte[] Gamma, BigInteger C, BigInteger S) Prove(BigInteger secret, byte[] seed, BigInteger nonce)
    {
        var key = BaseMultiply(secret);
        var hash = ToCurve(key, seed);
        var gamma = Multiply(secret, hash);
        var c = Challenge(hash, key, gamma, BaseMultiply(nonce), Multiply(nonce, hash));
        var s = nonce.Subtract(c.Multiply(secret)).Mod(Curve.N);
        return Verify(key, hash, gamma, c, s) ? (gamma.AffineXCoord.GetEncoded(), c, s) : throw new BenchmarkException("the proof is not valid");
    }

    private static bool Verify(ECPoint key, ECPoint hash, ECPoint gamma, BigInteger c, BigInteger s)
    {
        var cGamma = Multiply(c.Mod(Curve.N), gamma);
        var sHash = Multiply(s, hash);
        var u = ECAlgorithms.SumOfTwoMultiplies(Curve.G, s, key, c.Mod(Curve.N)).Normalize();
        return Challenge(hash, key, gamma, u, cGamma.Add(sHash).Normalize()).Equals(c);
    }

    private static ECPoint ToCurve(ECPoint key, byte[] seed)
    {
        var x = FieldHash([.. Word(1), .. Bytes(key), .. seed]);
        while (true)
        {
            var ordinate = Curve.Curve.FromBigInteger(new BigInteger(1, x));
            if (ordinate.Square().Multiply(ordinate).Add(Seven).Sqrt() is { } root)
            {
                var y = root.TestBitZero() ? root.Negate() : root;
                return Curve.Curve.CreatePoint(ordinate.ToBigInteger(), y.ToBigInteger());
            }

            x = FieldHash(x);
        }
    }

    private static byte[] FieldHash(byte[] input)
    {
        var hash = Keccak256.Hash(input).ToBytes();
        return new BigInteger(1, hash).CompareTo(Curve.Curve.Field.Characteristic) < 0 ? hash : FieldHash(hash);
    }

    private static BigInteger Challenge(ECPoint hash, ECPoint key, ECPoint gamma, ECPoint u, ECPoint v)
    {
        var witness = Keccak256.Hash(Bytes(u)).ToBytes()[12..];
        return new BigInteger(1, Keccak256.Hash([.. Word(2), .. Bytes(hash), .. Bytes(key), .. Bytes(gamma), .. Bytes(v), .. witness]).ToBytes());
    }

    private static byte[] Word(byte number) => [.. new byte[31], number];

    private static byte[] Bytes(ECPoint point) => point.GetEncoded(compressed: false)[1..];
}
