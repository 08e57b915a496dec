using System.Numerics;
using Node.Eth.Primitives;
using Org.BouncyCastle.Asn1.Sec;
using BcInteger = Org.BouncyCastle.Math.BigInteger;

namespace Node.Testing.Chain;

/// <summary>Finds who signed a digest (ECDSA on secp256k1), straight from the textbook.</summary>
internal static class SenderRecovery
{
    public static Address Recover(Hash32 digest, BigInteger r, BigInteger s, int parity)
    {
        var curve = SecNamedCurves.GetByName("secp256k1");
        var n = curve.N;
        var (bcR, bcS) = (ToBc(r), ToBc(s));
        if (parity is not (0 or 1) || bcR.SignValue <= 0 || bcR.CompareTo(n) >= 0 || bcS.SignValue <= 0
            || bcS.CompareTo(n.ShiftRight(1)) > 0)
        {
            throw new ScriptedRejectionException(-32000, "invalid sender");
        }

        var x = ToBc(r).ToByteArrayUnsigned();
        var compressed = new byte[33];
        compressed[0] = (byte)(2 + parity);
        x.CopyTo(compressed, 33 - x.Length);
        var point = curve.Curve.DecodePoint(compressed);
        var e = new BcInteger(1, digest.ToBytes());
        var inverse = bcR.ModInverse(n);
        var key = point.Multiply(bcS.Multiply(inverse).Mod(n))
            .Add(curve.G.Multiply(e.Negate().Multiply(inverse).Mod(n)))
            .Normalize()
            .GetEncoded(false);
        return new Address(Keccak256.Hash(key.AsSpan(1)).ToBytes().AsSpan(12));
    }

    private static BcInteger ToBc(BigInteger value) => new(1, value.ToByteArray(isUnsigned: true, isBigEndian: true));
}
