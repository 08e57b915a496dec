using System.Text.Json;

namespace Node.Eth.Keys;

/// <summary>How the key that encrypts a key file comes from the password.</summary>
internal abstract record KeyDerivation
{
    /// <summary>Bytes derived: 16 encrypt, 16 authenticate.</summary>
    public const int KeySize = 32;

    /// <summary>The value of <c>kdf</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Fills <paramref name="key"/> from a password and a salt.</summary>
    public abstract void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Span<byte> key);

    /// <summary>Writes its own members of <c>kdfparams</c>.</summary>
    public abstract void Write(Utf8JsonWriter json);

    /// <summary>Refuses what costs more than the options allow.</summary>
    /// <exception cref="KeystoreException">It does.</exception>
    public abstract void CheckCost(KeystoreOptions options);
}
