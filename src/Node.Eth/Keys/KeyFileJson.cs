using System.Buffers;
using System.Text.Json;
using Node.Eth.Primitives;

namespace Node.Eth.Keys;

/// <summary>The JSON of key files. Names are read in any case, since old clients wrote <c>Crypto</c>; unknown members are passed over.</summary>
internal static class KeyFileJson
{
    private const int Version = 3;
    private const int SaltBytesMax = 1024;
    private const string Cipher = "aes-128-ctr";

    public static string Write(KeyFileContent content, Guid id)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (content.Address is { } address)
            {
                json.WriteString("address", Convert.ToHexStringLower(address.ToBytes()));
            }

            json.WriteStartObject("crypto");
            json.WriteString("cipher", Cipher);
            json.WriteStartObject("cipherparams");
            json.WriteString("iv", Convert.ToHexStringLower(content.Counter));
            json.WriteEndObject();
            json.WriteString("ciphertext", Convert.ToHexStringLower(content.Ciphertext));
            json.WriteString("kdf", content.Derivation.Name);
            json.WriteStartObject("kdfparams");
            json.WriteNumber("dklen", KeyDerivation.KeySize);
            content.Derivation.Write(json);
            json.WriteString("salt", Convert.ToHexStringLower(content.Salt));
            json.WriteEndObject();
            json.WriteString("mac", Convert.ToHexStringLower(content.Mac));
            json.WriteEndObject();
            json.WriteString("id", id);
            json.WriteNumber("version", Version);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <exception cref="KeystoreException">Not such a file, or over a limit.</exception>
    public static KeyFileContent Read(string json, KeystoreOptions options)
    {
        if (json.Length > options.KeyFileCharsMax)
        {
            throw new KeystoreException(
                KeystoreFault.LimitCrossed, $"the key file has {json.Length} characters, which is over KeyFileCharsMax {options.KeyFileCharsMax}");
        }

        try
        {
            using var document = JsonDocument.Parse(System.Text.Encoding.UTF8.GetBytes(json));
            return Read(document.RootElement, options);
        }
        catch (JsonException e)
        {
            throw new KeystoreException(KeystoreFault.BadFile, $"the key file is not JSON: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            // Half of a surrogate pair, written as an escape, is valid JSON and no text.
            throw new KeystoreException(KeystoreFault.BadFile, "the key file holds an escape that is no character", e);
        }
    }

    private static KeyFileContent Read(JsonElement root, KeystoreOptions options)
    {
        if (Number(root, "version") != Version)
        {
            throw Bad($"its version is not {Version}");
        }

        var crypto = Member(root, "crypto");
        if (Text(crypto, "cipher") != Cipher)
        {
            throw Bad($"its cipher is not {Cipher}");
        }

        var parameters = Member(crypto, "kdfparams");
        if (Number(parameters, "dklen") != KeyDerivation.KeySize)
        {
            throw Bad($"its dklen is not {KeyDerivation.KeySize}");
        }

        var derivation = Derivation(Text(crypto, "kdf"), parameters);
        derivation.CheckCost(options);
        return new KeyFileContent(
            derivation,
            Bytes(parameters, "salt", 0, SaltBytesMax),
            Bytes(Member(crypto, "cipherparams"), "iv", Aes128Ctr.KeySize, Aes128Ctr.KeySize),
            Bytes(crypto, "ciphertext", KeyFile.SecretSize, KeyFile.SecretSize),
            Bytes(crypto, "mac", Hash32.Size, Hash32.Size),
            Find(root, "address") is { ValueKind: JsonValueKind.String } ? new Address(Bytes(root, "address", Address.Size, Address.Size)) : null);
    }

    private static KeyDerivation Derivation(string name, JsonElement parameters) => name switch
    {
        "scrypt" => new ScryptDerivation(Number(parameters, "n"), Number(parameters, "r"), Number(parameters, "p")),
        "pbkdf2" when Text(parameters, "prf") == Pbkdf2Derivation.RandomFunction => new Pbkdf2Derivation(Number(parameters, "c")),
        "pbkdf2" => throw Bad($"its prf is not {Pbkdf2Derivation.RandomFunction}"),
        _ => throw Bad("its kdf is neither scrypt nor pbkdf2"),
    };

    private static JsonElement? Find(JsonElement parent, string name)
    {
        if (parent.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in parent.EnumerateObject())
            {
                if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
                {
                    return member.Value;
                }
            }
        }

        return null;
    }

    private static JsonElement Member(JsonElement parent, string name) => Find(parent, name) ?? throw Bad($"it has no \"{name}\"");

    private static string Text(JsonElement parent, string name)
    {
        var member = Member(parent, name);
        return member.ValueKind == JsonValueKind.String ? member.GetString()! : throw Bad($"its \"{name}\" is not a text");
    }

    private static int Number(JsonElement parent, string name)
    {
        var member = Member(parent, name);
        return member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var number)
            ? number
            : throw Bad($"its \"{name}\" is not a whole number below 2^31");
    }

    private static byte[] Bytes(JsonElement parent, string name, int countMin, int countMax)
    {
        var hex = Text(parent, name);
        if (hex.StartsWith("0x", StringComparison.Ordinal))
        {
            hex = hex[2..];
        }

        if (hex.Length % 2 != 0 || hex.Length / 2 < countMin || hex.Length / 2 > countMax || !hex.All(char.IsAsciiHexDigit))
        {
            throw Bad(countMin == countMax ? $"its \"{name}\" is not {countMin} bytes in hex" : $"its \"{name}\" is not hex of up to {countMax} bytes");
        }

        return Convert.FromHexString(hex);
    }

    private static KeystoreException Bad(string problem) =>
        new(KeystoreFault.BadFile, $"the key file is not of Web3 Secret Storage version {Version}: {problem}");
}
