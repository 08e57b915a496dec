using Node.Eth.Primitives;

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
        return Secp256k1.Recover(digest.ToBytes(), signature) is { } key ? AddressOf(key) : null;
    }

    /// <summary>The address of an uncompressed public key of 64 bytes, or 65 with a leading 4.</summary>
    /// <exception cref="ArgumentException">Another form.</exception>
    public static Address AddressOf(ReadOnlySpan<byte> publicKey)
    {
        var coordinates = publicKey.Length == Secp256k1.PublicKeySize + 1 && publicKey[0] == 4 ? publicKey[1..] : publicKey;
        return coordinates.Length == Secp256k1.PublicKeySize
            ? new Address(Keccak256.Hash(coordinates).ToBytes().AsSpan(12))
            : throw new ArgumentException("an uncompressed public key has 64 bytes, or 65 with a leading 4", nameof(publicKey));
    }
}
