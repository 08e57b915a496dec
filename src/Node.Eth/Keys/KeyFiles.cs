using System.Security.Cryptography;
using Node.Eth.Primitives;
using Node.Eth.Signatures;

namespace Node.Eth.Keys;

/// <summary>Key files that hold the key of an account.</summary>
internal static class KeyFiles
{
    /// <summary>Decrypts the key of a file.</summary>
    /// <param name="json">The file.</param>
    /// <param name="password">Its password.</param>
    /// <param name="expected">The address it must be the key of, besides the one that the file names; null when any will do.</param>
    /// <param name="options">The limits.</param>
    /// <exception cref="KeystoreException">Not such a file, not its password, or the key of another address.</exception>
    public static PrivateKey Open(string json, ReadOnlySpan<byte> password, Address? expected, KeystoreOptions options)
    {
        var secret = GC.AllocateArray<byte>(KeyFile.SecretSize, pinned: true);
        try
        {
            var named = KeyFile.Decrypt(json, password, secret, options);
            var key = Checked(secret);
            if (key.Address == (expected ?? key.Address) && key.Address == (named ?? key.Address))
            {
                return key;
            }

            var actual = key.Address;
            key.Dispose();
            throw new KeystoreException(KeystoreFault.BadFile, $"the key file names another address than that of its key, {actual}");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static PrivateKey Checked(ReadOnlySpan<byte> secret)
    {
        try
        {
            return new PrivateKey(secret);
        }
        catch (ArgumentException e)
        {
            throw new KeystoreException(KeystoreFault.BadFile, "the secret in the key file is no private key", e);
        }
    }
}
