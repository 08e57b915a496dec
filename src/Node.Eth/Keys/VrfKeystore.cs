using Microsoft.Extensions.Logging;
using Node.Core.Randomness;
using Node.Core.Storage;
using Node.Eth.Signatures.Secp256k1;
using Node.Eth.Signatures.Vrf;

namespace Node.Eth.Keys;

/// <summary>
/// The VRF keys in the database, each encrypted with the keystore's master secret. A key is decrypted for each use and zeroed after
/// it, which takes well under a millisecond.
/// </summary>
internal sealed class VrfKeystore(
    Database database, Keystore keystore, KeystoreOptions options, IRandomSource random, TimeProvider time, ILogger<VrfKeystore> logger)
    : IVrfKeystore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<VrfKey>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(VrfKeyRepository.ListAsync, cancellationToken);
        return [.. rows.Select(KeyOf)];
    }

    /// <inheritdoc/>
    public async Task<VrfKey> CreateAsync(CancellationToken cancellationToken)
    {
        using var secret = new VrfSecret();
        var created = await AddAsync(secret.Draw(random), secret, cancellationToken);
        logger.VrfCreated(created.Compressed);
        return created;
    }

    /// <inheritdoc/>
    public async Task<VrfKey> ImportAsync(string json, KeystorePassword password, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(password);
        using var secret = new VrfSecret();
        var publicKey = await Task.Run(() => VrfKeyFile.Read(json, password, secret.Bytes, options), CancellationToken.None);
        var imported = await AddAsync(publicKey, secret, cancellationToken);
        logger.VrfImported(imported.Compressed);
        return imported;
    }

    /// <inheritdoc/>
    public async Task<string> ExportAsync(Point publicKey, KeystorePassword password, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (!password.IsLongEnough)
        {
            throw new KeystoreException(KeystoreFault.NoPassword, $"the password of the file is shorter than {KeystorePassword.CharsMin} characters");
        }

        using var secret = new VrfSecret();
        await OpenAsync(publicKey, secret, cancellationToken);
        var json = await Task.Run(() => VrfKeyFile.Write(secret.Bytes, publicKey, password, options, random), CancellationToken.None);
        logger.VrfExported(VrfKey.Text(publicKey));
        return json;
    }

    /// <inheritdoc/>
    public async Task<VrfKey> DeleteAsync(Point publicKey, bool isHard, CancellationToken cancellationToken)
    {
        var bytes = BytesOf(publicKey);
        var deletedAt = time.GetUtcNow();
        var row = await database.WriteAsync(
            async session =>
            {
                var found = await VrfKeyRepository.FindAsync(session, bytes) ?? throw Unknown(publicKey);
                await (isHard ? VrfKeyRepository.RemoveAsync(session, bytes) : VrfKeyRepository.HideAsync(session, bytes, deletedAt));
                return found;
            },
            cancellationToken);
        logger.VrfDeleted(VrfKey.Text(publicKey), isHard);
        return KeyOf(row);
    }

    /// <inheritdoc/>
    public async Task<VrfResponse> RespondAsync(Point publicKey, VrfVersion version, VrfRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var secret = new VrfSecret();
        await OpenAsync(publicKey, secret, cancellationToken);
        return VrfResponses.Respond(version, secret.ToScalar(), request, random);
    }

    private static VrfKey KeyOf(VrfKeyRow row) => new(Point.Parse(row.PublicKey), row.CreatedAt);

    private static byte[] BytesOf(Point publicKey) => publicKey.IsIdentity ? throw Unknown(publicKey) : publicKey.ToBytes();

    private static KeystoreException Unknown(Point publicKey) => new(
        KeystoreFault.UnknownKey,
        $"there is no VRF key {(publicKey.IsIdentity ? "of the identity" : VrfKey.Text(publicKey))}; make or import it, or use one that is listed");

    private async Task<VrfKey> AddAsync(Point publicKey, VrfSecret secret, CancellationToken cancellationToken)
    {
        var master = await keystore.MasterAsync(cancellationToken);
        var json = master.SealSecret(secret.Bytes, random);
        var createdAt = time.GetUtcNow();
        return await database.WriteAsync(session => VrfKeyRepository.TryAddAsync(session, publicKey.ToBytes(), json, createdAt), cancellationToken)
            ? new VrfKey(publicKey, createdAt)
            : throw new KeystoreException(KeystoreFault.AlreadyThere, $"the VRF key {VrfKey.Text(publicKey)} is there already");
    }

    private async Task OpenAsync(Point publicKey, VrfSecret secret, CancellationToken cancellationToken)
    {
        var bytes = BytesOf(publicKey);
        var row = await database.ReadAsync(session => VrfKeyRepository.FindAsync(session, bytes), cancellationToken) ?? throw Unknown(publicKey);
        var master = await keystore.MasterAsync(cancellationToken);
        master.UnsealSecret(row.KeyJson, secret.Bytes, options);

        // The counter of the cipher is not authenticated: the key itself is compared.
        if (VrfSecret.PublicKeyOf(secret.Bytes) != publicKey)
        {
            throw new KeystoreException(
                KeystoreFault.BadFile, $"the stored VRF key {VrfKey.Text(publicKey)} is damaged; delete it and import it again");
        }
    }
}
