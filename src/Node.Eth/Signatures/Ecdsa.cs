using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures;

/// <summary>What can be told from signatures and public keys.</summary>
public static class Ecdsa
{
    /// <summary>The address whose key signed the digest. High and low s are both accepted, see <see cref="EcdsaSignature.IsLowS"/>.</summary>
    /// <exception cref="SignatureException">No key can have made the signature.</exception>
    public static Address Recover(Hash32 digest, EcdsaSignature signature) =>
        TryRecover(digest, signature) ?? throw new SignatureException("the signature is not valid: no key can have made it");

    /// <summary>The address whose key signed the digest, or null when none can have.</summary>
    public static Address? TryRecover(Hash32 digest, EcdsaSignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        if (!Scalar.Represents(signature.R) || !Scalar.Represents(signature.S) || signature.RecoveryId is < 0 or > 3)
        {
            return null;
        }

        var r = Scalar.From(signature.R);
        var s = Scalar.From(signature.S);
        var x = (signature.RecoveryId & 2) == 0 ? signature.R : signature.R + Group.Order;
        if (r.IsZero || s.IsZero || x >= FieldElement.Prime
            || !Point.TryFromX(FieldElement.Reduce(x), isYOdd: (signature.RecoveryId & 1) != 0, out var commitment))
        {
            return null;
        }

        // The key is r^-1 (s R - z G).
        var inverse = r.Inverse();
        var key = Group.BaseMultiplyAddPublic(-(Scalar.Reduce(digest) * inverse), s * inverse, commitment);
        return key.IsIdentity ? null : key.ToAddress();
    }

    /// <summary>The address of an uncompressed public key of 64 bytes, or 65 with a leading 4.</summary>
    /// <exception cref="ArgumentException">Another form.</exception>
    public static Address AddressOf(ReadOnlySpan<byte> publicKey)
    {
        var coordinates = publicKey.Length == Point.UncompressedSize + 1 && publicKey[0] == 4 ? publicKey[1..] : publicKey;
        return coordinates.Length == Point.UncompressedSize
            ? new Address(Keccak256.Hash(coordinates).ToBytes().AsSpan(12))
            : throw new ArgumentException("an uncompressed public key has 64 bytes, or 65 with a leading 4", nameof(publicKey));
    }

    /// <summary>A coordinate modulo the order, and whether it was not below it.</summary>
    internal static Scalar Reduce(in FieldElement x, out bool isReduced)
    {
        Span<byte> bytes = stackalloc byte[FieldElement.Size];
        x.CopyTo(bytes);
        isReduced = !Scalar.TryParse(bytes, out var scalar);
        return scalar;
    }
}
