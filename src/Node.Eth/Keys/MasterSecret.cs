using System.Security.Cryptography;
using Node.Core.Randomness;
using Node.Eth.Signatures;

namespace Node.Eth.Keys;

/// <summary>
/// The random secret that all keys of the node are encrypted with. Only the secret itself is behind scrypt, so that unlocking costs
/// the same for one key and for a hundred.
/// </summary>
internal sealed class MasterSecret : IDisposable
{
    // The secret has 256 bits of its own: a slow derivation would protect it from nothing.
    private static readonly Pbkdf2Derivation OneRound = new(1);

    private readonly byte[] _bytes = GC.AllocateArray<byte>(KeyFile.SecretSize, pinned: true);

    private MasterSecret()
    {
    }

    /// <summary>Draws a new one.</summary>
    public static MasterSecret Draw(IRandomSource random)
    {
        var master = new MasterSecret();
        random.Fill(master._bytes);
        return master;
    }

    /// <summary>Decrypts the stored one. Takes about a second, and 256 MiB for as long.</summary>
    /// <exception cref="KeystoreException">The password is wrong.</exception>
    public static MasterSecret Unlock(string json, KeystorePassword password, KeystoreOptions options)
    {
        var master = new MasterSecret();
        try
        {
            KeyFile.Decrypt(json, password.Bytes, master._bytes, options);
            return master;
        }
        catch (KeystoreException e) when (e.Fault == KeystoreFault.WrongPassword)
        {
            throw new KeystoreException(
                KeystoreFault.WrongPassword, "the keystore password is wrong: the stored keys do not open with it; check the file that PasswordFile names", e);
        }
    }

    /// <summary>Encrypts it for storing. Takes as long as unlocking.</summary>
    public string Lock(KeystorePassword password, KeystoreOptions options, IRandomSource random) =>
        KeyFile.Encrypt(_bytes, password.Bytes, new ScryptDerivation(options.ScryptN, ScryptDerivation.DefaultR, options.ScryptP), address: null, random);

    /// <summary>Encrypts a key with it.</summary>
    public string Seal(PrivateKey key, IRandomSource random) => KeyFile.Encrypt(key.Bytes, _bytes, OneRound, key.Address, random);

    /// <summary>Decrypts a key that <see cref="Seal"/> encrypted.</summary>
    /// <exception cref="KeystoreException">It was not encrypted with this secret, or is the key of another address.</exception>
    public PrivateKey Unseal(KeyRow row, KeystoreOptions options)
    {
        try
        {
            return KeyFiles.Open(row.KeyJson, _bytes, row.Address, options);
        }
        catch (KeystoreException e)
        {
            throw new KeystoreException(
                e.Fault, $"the stored key of {row.Address} cannot be used: {e.Message}; restore the database, or remove the key's row", e);
        }
    }

    /// <summary>Encrypts a secret of 32 bytes that is not the key of an account.</summary>
    public string SealSecret(ReadOnlySpan<byte> secret, IRandomSource random) => KeyFile.Encrypt(secret, _bytes, OneRound, address: null, random);

    /// <summary>Decrypts a secret that <see cref="SealSecret"/> encrypted.</summary>
    /// <param name="json">What it gave.</param>
    /// <param name="secret">Takes the 32 bytes.</param>
    /// <param name="options">The limits.</param>
    /// <exception cref="KeystoreException">It was not encrypted with this secret.</exception>
    public void UnsealSecret(string json, Span<byte> secret, KeystoreOptions options) => KeyFile.Decrypt(json, _bytes, secret, options);

    /// <summary>A key of 32 bytes for one use, from which neither the secret nor the key of another use can be told.</summary>
    public byte[] DeriveKey(string use) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _bytes, KeyFile.SecretSize, info: System.Text.Encoding.UTF8.GetBytes(use));

    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);
}
