using Node.Eth.Encoding;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Keys;

/// <summary>What may be known of a VRF key outside its keystore.</summary>
/// <param name="PublicKey">The public key.</param>
/// <param name="CreatedAt">When it was made or imported here.</param>
public sealed record VrfKey(Point PublicKey, DateTimeOffset CreatedAt)
{
    /// <summary>The public key as it is written in specs: <c>0x</c> and 66 digits.</summary>
    public string Compressed => Text(PublicKey);

    /// <summary>The public key as it is registered with coordinators: <c>0x</c> and 128 digits.</summary>
    public string Uncompressed => HexData.Format(PublicKey.ToUncompressedBytes());

    /// <summary>What coordinators know the key by.</summary>
    public Hash32 Hash => PublicKey.ToHash();

    /// <summary>A public key as text: <c>0x</c> and 66 digits.</summary>
    public static string Text(Point publicKey) => HexData.Format(publicKey.ToBytes());

    /// <summary>Reads a public key as it is written in specs; false for anything else.</summary>
    public static bool TryParse(string? text, out Point publicKey)
    {
        publicKey = default;
        return text is { Length: 2 + (2 * Point.Size) } && HexData.TryParse(text, out var bytes) && Point.TryParse(bytes, out publicKey);
    }
}
