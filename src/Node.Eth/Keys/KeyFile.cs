using System.Security.Cryptography;
using Node.Core.Randomness;
using Node.Eth.Primitives;

namespace Node.Eth.Keys;

/// <summary>Secrets of 32 bytes to and from the files of Web3 Secret Storage, version 3.</summary>
internal static class KeyFile
{
    /// <summary>Bytes of a secret.</summary>
    public const int SecretSize = 32;

    private const int SaltSize = 32;

    /// <summary>Encrypts a secret.</summary>
    /// <param name="secret">The 32 bytes.</param>
    /// <param name="password">Any bytes.</param>
    /// <param name="derivation">How the encryption key is derived.</param>
    /// <param name="address">The address to name in the file, if it is the key of one.</param>
    /// <param name="random">Gives salt, counter and id.</param>
    public static string Encrypt(
        ReadOnlySpan<byte> secret, ReadOnlySpan<byte> password, KeyDerivation derivation, Address? address, IRandomSource random)
    {
        var salt = random.NextBytes(SaltSize);
        var counter = random.NextBytes(Aes128Ctr.KeySize);
        var key = GC.AllocateArray<byte>(KeyDerivation.KeySize, pinned: true);
        try
        {
            derivation.Derive(password, salt, key);
            var ciphertext = GC.AllocateArray<byte>(SecretSize, pinned: true);
            secret.CopyTo(ciphertext);
            Aes128Ctr.Apply(key.AsSpan(0, Aes128Ctr.KeySize), counter, ciphertext);
            return KeyFileJson.Write(new KeyFileContent(derivation, salt, counter, ciphertext, Mac(key, ciphertext), address), random.NextGuid());
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Decrypts the secret of a file.</summary>
    /// <param name="json">The file.</param>
    /// <param name="password">Its password.</param>
    /// <param name="secret">Takes the 32 bytes; untouched when an exception is thrown.</param>
    /// <param name="options">The limits on what the file may ask for.</param>
    /// <returns>The address that the file names, if any. It is not authenticated.</returns>
    /// <exception cref="KeystoreException">Not such a file, over a limit, or not its password.</exception>
    public static Address? Decrypt(string json, ReadOnlySpan<byte> password, Span<byte> secret, KeystoreOptions options)
    {
        var content = KeyFileJson.Read(json, options);
        var key = GC.AllocateArray<byte>(KeyDerivation.KeySize, pinned: true);
        try
        {
            content.Derivation.Derive(password, content.Salt, key);
            if (!CryptographicOperations.FixedTimeEquals(Mac(key, content.Ciphertext), content.Mac))
            {
                throw new KeystoreException(KeystoreFault.WrongPassword, "the password is wrong, or the key file is damaged");
            }

            content.Ciphertext.CopyTo(secret);
            Aes128Ctr.Apply(key.AsSpan(0, Aes128Ctr.KeySize), content.Counter, secret);
            return content.Address;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static byte[] Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> ciphertext)
    {
        Span<byte> input = stackalloc byte[KeyDerivation.KeySize - Aes128Ctr.KeySize + SecretSize];
        key[Aes128Ctr.KeySize..].CopyTo(input);
        ciphertext.CopyTo(input[Aes128Ctr.KeySize..]);
        return Keccak256.Hash(input).ToBytes();
    }
}
