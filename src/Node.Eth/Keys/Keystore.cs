using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Node.Core.Randomness;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Eth.Primitives;
using Node.Eth.Signatures;

namespace Node.Eth.Keys;

/// <summary>The keystore on the database. Nothing is derived and nothing is stored until the first key is made.</summary>
/// <remarks>
/// Starting begins to unlock and does not wait for it: whoever starts the node waits with <see cref="WaitUnlockedAsync"/> after all
/// else has started, and stops the start when that throws. Signing waits for an unlock that is under way.
/// </remarks>
public sealed class Keystore : Service, IKeystore, ISecretBox
{
    private const string ServiceName = "Eth.Keystore";

    private readonly Database _database;
    private readonly KeystoreOptions _options;
    private readonly IRandomSource _random;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private Task<KeyVault>? _unlocking;

    /// <summary>Locked.</summary>
    public Keystore(Database database, KeystoreOptions options, IRandomSource random, TimeProvider time, ILogger<Keystore> logger)
        : base(ServiceName, logger)
    {
        _database = database;
        _options = options;
        _random = random;
        _time = time;
        _logger = logger;
    }

    /// <summary>Unlocks: checks the password against what is stored and decrypts all keys. Starting does this with the password file.</summary>
    /// <param name="password">The password; copied for as long as it is needed.</param>
    /// <param name="cancellationToken">Ends the wait, not the unlock.</param>
    /// <exception cref="KeystoreException">The password is wrong; another may be tried.</exception>
    /// <exception cref="InvalidOperationException">It is unlocked, or about to be.</exception>
    public Task UnlockAsync(KeystorePassword password, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(password);
        lock (_gate)
        {
            if (_unlocking is { IsFaulted: false })
            {
                throw new InvalidOperationException($"{Name} is unlocked, or about to be");
            }

            var copy = password.Copy();
            _unlocking = Task.Run(() => OpenAsync(copy), CancellationToken.None);
            return _unlocking.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits until an unlock that is under way has ended; returns at once when there is none.</summary>
    /// <exception cref="KeystoreException">The password is wrong.</exception>
    public Task WaitUnlockedAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _unlocking?.WaitAsync(cancellationToken) ?? Task.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EthKey>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = await _database.ReadAsync(KeyRepository.ListAsync, cancellationToken);
        return [.. rows.Select(row => new EthKey(row.Address, row.CreatedAt))];
    }

    /// <inheritdoc/>
    public async Task<EthKey> CreateAsync(CancellationToken cancellationToken)
    {
        var created = await AddAsync(DrawKey(), cancellationToken);
        _logger.Created(created.Address);
        return created;
    }

    /// <summary>Takes over a key from a file of Web3 Secret Storage, version 3.</summary>
    /// <param name="json">The file.</param>
    /// <param name="password">The password of the file, of any length.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KeystoreException">Not such a file, not its password, the key is there already, or the keystore is not unlocked.</exception>
    public async Task<EthKey> ImportAsync(string json, KeystorePassword password, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(password);
        var key = await Task.Run(() => KeyFiles.Open(json, password.Bytes, expected: null, _options), cancellationToken);
        var imported = await AddAsync(key, cancellationToken);
        _logger.Imported(imported.Address);
        return imported;
    }

    /// <summary>Writes a key as a file of Web3 Secret Storage, version 3, that other programs read.</summary>
    /// <param name="address">The key.</param>
    /// <param name="password">The password to encrypt the file with.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KeystoreException">There is no such key, the password is too short, or the keystore is not unlocked.</exception>
    public async Task<string> ExportAsync(Address address, KeystorePassword password, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (!password.IsLongEnough)
        {
            throw new KeystoreException(KeystoreFault.NoPassword, $"the password of the file is shorter than {KeystorePassword.CharsMin} characters");
        }

        var vault = await VaultAsync(cancellationToken);
        var key = await vault.FindAsync(address, cancellationToken);
        var derivation = new ScryptDerivation(_options.ScryptN, ScryptDerivation.DefaultR, _options.ScryptP);
        var json = await Task.Run(() => KeyFile.Encrypt(key.Bytes, password.Bytes, derivation, address, _random), cancellationToken);
        _logger.Exported(address);
        return json;
    }

    /// <inheritdoc/>
    public async Task<EcdsaSignature> SignAsync(Address from, Hash32 digest, CancellationToken cancellationToken)
    {
        var vault = await VaultAsync(cancellationToken);
        return EcdsaSigner.Sign(await vault.FindAsync(from, cancellationToken), digest);
    }

    /// <summary>The secret that keys are stored under, for those kept elsewhere. Waits for an unlock that is under way.</summary>
    /// <exception cref="KeystoreException">The keystore is not unlocked, or its password too short to store the first key with.</exception>
    internal async Task<MasterSecret> MasterAsync(CancellationToken cancellationToken)
    {
        var vault = await VaultAsync(cancellationToken);
        return await vault.MasterAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<string> SealAsync(string text, string place, CancellationToken cancellationToken) =>
        await (await VaultAsync(cancellationToken)).SealAsync(text, place, cancellationToken);

    /// <inheritdoc/>
    public async Task<string> OpenAsync(string sealedText, string place, CancellationToken cancellationToken) =>
        await (await VaultAsync(cancellationToken)).OpenAsync(sealedText, place, cancellationToken);

    /// <inheritdoc/>
    public override HealthFault? Ready()
    {
        lock (_gate)
        {
            return _unlocking is { IsCompleted: false }
                ? new HealthFault("the keys are being unlocked", "Wait: it takes about a second.")
                : base.Ready();
        }
    }

    /// <inheritdoc/>
    protected override async Task OnStartAsync(CancellationToken startToken)
    {
        if (_options.PasswordFile is { } path)
        {
            using var password = await KeystorePassword.ReadFileAsync(path, startToken);
            _ = UnlockAsync(password, CancellationToken.None);
        }
        else if (await _database.ReadAsync(KeyRepository.FindMasterAsync, startToken) is not null)
        {
            throw new KeystoreException(
                KeystoreFault.NoPassword, "keys are stored and no password is given; set PasswordFile of the keystore to the file that holds it");
        }
    }

    /// <inheritdoc/>
    protected override async Task OnCloseAsync()
    {
        Task<KeyVault>? unlocking;
        lock (_gate)
        {
            unlocking = _unlocking;
            _unlocking = null;
        }

        if (unlocking is not null)
        {
            await ((Task)unlocking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (unlocking.IsCompletedSuccessfully)
            {
                (await unlocking).Dispose();
            }
        }
    }

    private async Task<KeyVault> OpenAsync(KeystorePassword password)
    {
        var started = _time.GetTimestamp();
        try
        {
            var vault = await KeyVault.OpenAsync(_database, _options, _random, _time, password);
            _logger.Unlocked(vault.Count, (long)_time.GetElapsedTime(started).TotalMilliseconds);
            Report(null);
            return vault;
        }
        catch (KeystoreException e)
        {
            Report(new HealthFault(e.Message, "Start the node again with the right password file."));
            throw;
        }
    }

    private Task<KeyVault> VaultAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _unlocking?.WaitAsync(cancellationToken)
                ?? throw new KeystoreException(
                    KeystoreFault.Locked, "the keystore is locked; set PasswordFile of the keystore to a file that holds a password, and start again");
        }
    }

    private async Task<EthKey> AddAsync(PrivateKey key, CancellationToken cancellationToken)
    {
        try
        {
            var vault = await VaultAsync(cancellationToken);
            return await vault.AddAsync(key, cancellationToken);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private PrivateKey DrawKey()
    {
        var bytes = GC.AllocateArray<byte>(PrivateKey.Size, pinned: true);
        try
        {
            do
            {
                _random.Fill(bytes);
            }
            while (!PrivateKey.IsValid(bytes));

            return new PrivateKey(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
