using Node.Eth.Primitives;
using Node.Eth.Signatures;

namespace Node.Eth.Keys;

/// <summary>Holds the private keys. They never leave it: digests go in, signatures come out.</summary>
public interface IKeystore
{
    /// <summary>All keys by address. Needs no password.</summary>
    Task<IReadOnlyList<EthKey>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Makes a key and stores it encrypted.</summary>
    /// <exception cref="KeystoreException">The keystore is not unlocked.</exception>
    Task<EthKey> CreateAsync(CancellationToken cancellationToken);

    /// <summary>Signs a digest with the key of <paramref name="from"/>. Waits for an unlock that is under way.</summary>
    /// <exception cref="KeystoreException">There is no such key, or the keystore is not unlocked.</exception>
    Task<EcdsaSignature> SignAsync(Address from, Hash32 digest, CancellationToken cancellationToken);
}
