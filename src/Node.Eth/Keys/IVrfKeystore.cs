using Node.Eth.Signatures.Secp256k1;
using Node.Eth.Signatures.Vrf;

namespace Node.Eth.Keys;

/// <summary>Holds the VRF keys. They never leave it but encrypted: requests go in, answers come out.</summary>
public interface IVrfKeystore
{
    /// <summary>All keys, oldest first. Needs no password.</summary>
    Task<IReadOnlyList<VrfKey>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Makes a key and stores it encrypted.</summary>
    /// <exception cref="KeystoreException">The keystore is not unlocked.</exception>
    Task<VrfKey> CreateAsync(CancellationToken cancellationToken);

    /// <summary>Takes over a key from a file in the form of the field's node.</summary>
    /// <param name="json">The file.</param>
    /// <param name="password">The password of the file.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KeystoreException">Not such a file, not its password, the key is there already, or the keystore is not unlocked.</exception>
    Task<VrfKey> ImportAsync(string json, KeystorePassword password, CancellationToken cancellationToken);

    /// <summary>Writes a key as a file in the form of the field's node.</summary>
    /// <param name="publicKey">The key.</param>
    /// <param name="password">The password to encrypt the file with.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KeystoreException">There is no such key, the password is too short, or the keystore is not unlocked.</exception>
    Task<string> ExportAsync(Point publicKey, KeystorePassword password, CancellationToken cancellationToken);

    /// <summary>Deletes a key.</summary>
    /// <param name="publicKey">The key.</param>
    /// <param name="isHard">Whether for good; otherwise it is only not used any more, and importing it again brings it back.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KeystoreException">There is no such key.</exception>
    Task<VrfKey> DeleteAsync(Point publicKey, bool isHard, CancellationToken cancellationToken);

    /// <summary>Answers a request with a key. Waits for an unlock that is under way.</summary>
    /// <exception cref="KeystoreException">There is no such key, or the keystore is not unlocked.</exception>
    /// <exception cref="VrfException">A number of the request is out of range.</exception>
    Task<VrfResponse> RespondAsync(Point publicKey, VrfVersion version, VrfRequest request, CancellationToken cancellationToken);
}
