using System.Security.Cryptography;
using System.Text.Json;

namespace Node.Eth.Keys;

/// <summary>The kdf <c>pbkdf2</c> with HMAC-SHA-256.</summary>
internal sealed record Pbkdf2Derivation(int Rounds) : KeyDerivation
{
    /// <summary>The only pseudo-random function that version 3 knows.</summary>
    public const string RandomFunction = "hmac-sha256";

    public override string Name => "pbkdf2";

    public override void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Span<byte> key) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, key, Rounds, HashAlgorithmName.SHA256);

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("c", Rounds);
        json.WriteString("prf", RandomFunction);
    }

    public override void CheckCost(KeystoreOptions options)
    {
        if (Rounds < 1)
        {
            throw new KeystoreException(KeystoreFault.BadFile, "the key file has no PBKDF2 round");
        }

        if (Rounds > options.Pbkdf2RoundsMax)
        {
            throw new KeystoreException(
                KeystoreFault.LimitCrossed, $"the key file asks PBKDF2 for {Rounds} rounds, which is over Pbkdf2RoundsMax {options.Pbkdf2RoundsMax}");
        }
    }
}
