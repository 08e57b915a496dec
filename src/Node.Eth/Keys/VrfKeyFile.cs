using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Node.Core.Randomness;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Keys;

/// <summary>VRF keys to and from files as the field's node exports them: a file of Web3 Secret Storage beside the public key.</summary>
internal static class VrfKeyFile
{
    private const string PublicKeyName = "PublicKey";
    private const string FileName = "vrf_key";

    // Goes before the password, so that no file of an account's key passes for one of these.
    private static ReadOnlySpan<byte> PasswordPrefix => "don't mix VRF and Ethereum keys!"u8;

    /// <summary>Encrypts a key.</summary>
    public static string Write(ReadOnlySpan<byte> secret, Point publicKey, KeystorePassword password, KeystoreOptions options, IRandomSource random)
    {
        var derivation = new ScryptDerivation(options.ScryptN, ScryptDerivation.DefaultR, options.ScryptP);
        var effective = Effective(password);
        try
        {
            var file = KeyFile.Encrypt(secret, effective, derivation, publicKey.ToAddress(), random);
            return new JsonObject { [PublicKeyName] = VrfKey.Text(publicKey), [FileName] = JsonNode.Parse(file) }.ToJsonString();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(effective);
        }
    }

    /// <summary>Decrypts a key.</summary>
    /// <param name="json">The file.</param>
    /// <param name="password">Its password.</param>
    /// <param name="secret">Takes the 32 bytes.</param>
    /// <param name="options">The limits.</param>
    /// <returns>The public key.</returns>
    /// <exception cref="KeystoreException">Not such a file, over a limit, not its password, or the key of another public key.</exception>
    public static Point Read(string json, KeystorePassword password, Span<byte> secret, KeystoreOptions options)
    {
        var (named, file) = Parts(json, options);
        var effective = Effective(password);
        try
        {
            KeyFile.Decrypt(file, effective, secret, options);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(effective);
        }

        return VrfSecret.PublicKeyOf(secret) is { } publicKey && publicKey == named
            ? publicKey
            : throw new KeystoreException(KeystoreFault.BadFile, "the key in the file is not that of the public key beside it");
    }

    private static (Point Named, string File) Parts(string json, KeystoreOptions options)
    {
        if (json.Length > options.KeyFileCharsMax)
        {
            throw new KeystoreException(
                KeystoreFault.LimitCrossed, $"the key file has {json.Length} characters, which is over KeyFileCharsMax {options.KeyFileCharsMax}");
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(PublicKeyName, out var name) && name.ValueKind == JsonValueKind.String
                && VrfKey.TryParse(name.GetString(), out var publicKey)
                && document.RootElement.TryGetProperty(FileName, out var file) && file.ValueKind == JsonValueKind.Object
                ? (publicKey, file.GetRawText())
                : throw new KeystoreException(
                    KeystoreFault.BadFile, $"the key file is not an exported VRF key: it needs \"{PublicKeyName}\" and \"{FileName}\"");
        }
        catch (JsonException e)
        {
            throw new KeystoreException(KeystoreFault.BadFile, $"the key file is not JSON: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new KeystoreException(KeystoreFault.BadFile, "the key file holds an escape that is no character", e);
        }
    }

    private static byte[] Effective(KeystorePassword password)
    {
        var bytes = GC.AllocateArray<byte>(PasswordPrefix.Length + password.Bytes.Length, pinned: true);
        PasswordPrefix.CopyTo(bytes);
        password.Bytes.CopyTo(bytes.AsSpan(PasswordPrefix.Length));
        return bytes;
    }
}
