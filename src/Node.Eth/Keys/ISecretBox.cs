namespace Node.Eth.Keys;

/// <summary>
/// Encrypts secrets of others that must be read again, such as a token to be sent, with the secret that all keys of the node are
/// encrypted with: a copy of the database alone does not tell them.
/// </summary>
public interface ISecretBox
{
    /// <summary>Encrypts a text for storing. Waits for an unlock that is under way; the first call of a node makes its secret, which takes a second.</summary>
    /// <param name="text">The secret.</param>
    /// <param name="place">Where it will lie, e.g. <c>bridge:prices</c>: it opens only when it is read from there.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KeystoreException">The keystore is not unlocked.</exception>
    Task<string> SealAsync(string text, string place, CancellationToken cancellationToken);

    /// <summary>Decrypts what <see cref="SealAsync"/> gave for the same place.</summary>
    /// <exception cref="KeystoreException">The keystore is not unlocked, or the text was not encrypted by it for this place.</exception>
    Task<string> OpenAsync(string sealedText, string place, CancellationToken cancellationToken);
}
