using System.Collections.Concurrent;
using Node.Core.Randomness;
using Node.Core.Storage;
using Node.Eth.Primitives;
using Node.Eth.Signatures;

namespace Node.Eth.Keys;

/// <summary>An unlocked keystore: the master secret, or the password that the first key will be stored with, and the keys in memory.</summary>
internal sealed class KeyVault : IDisposable
{
    private readonly Database _database;
    private readonly KeystoreOptions _options;
    private readonly IRandomSource _random;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<Address, PrivateKey> _keys = new();
    private readonly SemaphoreSlim _making = new(1, 1);
    private KeystorePassword? _password;
    private MasterSecret? _master;

    private KeyVault(Database database, KeystoreOptions options, IRandomSource random, TimeProvider time)
    {
        _database = database;
        _options = options;
        _random = random;
        _time = time;
    }

    /// <summary>How many keys are in memory.</summary>
    public int Count => _keys.Count;

    /// <summary>Checks the password against what is stored and decrypts all keys. Takes over the password.</summary>
    /// <exception cref="KeystoreException">The password is wrong, or a stored key is damaged.</exception>
    public static async Task<KeyVault> OpenAsync(
        Database database, KeystoreOptions options, IRandomSource random, TimeProvider time, KeystorePassword password)
    {
        var vault = new KeyVault(database, options, random, time) { _password = password };
        try
        {
            if (await database.ReadAsync(KeyRepository.FindMasterAsync, CancellationToken.None) is { } masterJson)
            {
                vault.Unlock(masterJson);
                foreach (var row in await database.ReadAsync(KeyRepository.ListAsync, CancellationToken.None))
                {
                    vault._keys[row.Address] = vault._master!.Unseal(row, options);
                }
            }

            return vault;
        }
        catch
        {
            // A half-read or wrong secret must not stay in memory.
            vault.Dispose();
            throw;
        }
    }

    /// <summary>The key of an address, also when another replica made it after this one unlocked.</summary>
    /// <exception cref="KeystoreException">There is none.</exception>
    public async Task<PrivateKey> FindAsync(Address address, CancellationToken cancellationToken)
    {
        if (_keys.TryGetValue(address, out var key))
        {
            return key;
        }

        var row = await _database.ReadAsync(session => KeyRepository.FindAsync(session, address), cancellationToken)
            ?? throw new KeystoreException(KeystoreFault.UnknownKey, $"there is no key of {address}; make or import it, or use one that is listed");
        var master = await MasterAsync(cancellationToken);
        return Keep(master.Unseal(row, _options));
    }

    /// <summary>Stores a key encrypted and takes it over.</summary>
    /// <exception cref="KeystoreException">It is there already, or the password is too short to store the first key with.</exception>
    public async Task<EthKey> AddAsync(PrivateKey key, CancellationToken cancellationToken)
    {
        var createdAt = _time.GetUtcNow();
        var master = await MasterAsync(cancellationToken);
        var json = master.Seal(key, _random);
        if (!await _database.WriteAsync(session => KeyRepository.TryAddAsync(session, key.Address, json, createdAt), cancellationToken))
        {
            throw new KeystoreException(KeystoreFault.AlreadyThere, $"the key of {key.Address} is there already");
        }

        Keep(key);
        return new EthKey(key.Address, createdAt);
    }

    /// <summary>Encrypts a text that is no key.</summary>
    public async Task<string> SealAsync(string text, string place, CancellationToken cancellationToken) =>
        SealedText.Seal((await MasterAsync(cancellationToken)).DeriveKey(SealedText.Use), text, place, _random);

    /// <summary>Decrypts what <see cref="SealAsync"/> encrypted for the same place.</summary>
    /// <exception cref="KeystoreException">It was not encrypted with this secret, or for another place.</exception>
    public async Task<string> OpenAsync(string sealedText, string place, CancellationToken cancellationToken) =>
        SealedText.Open((await MasterAsync(cancellationToken)).DeriveKey(SealedText.Use), sealedText, place);

    /// <summary>The master secret; made and stored when there is none.</summary>
    /// <exception cref="KeystoreException">The password is too short to store the first key with.</exception>
    public async Task<MasterSecret> MasterAsync(CancellationToken cancellationToken)
    {
        await _making.WaitAsync(cancellationToken);
        try
        {
            if (_master is null)
            {
                await MakeMasterAsync(cancellationToken);
            }

            return _master!;
        }
        finally
        {
            _making.Release();
        }
    }

    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }

        _keys.Clear();
        _master?.Dispose();
        _password?.Dispose();
        _making.Dispose();
    }

    private PrivateKey Keep(PrivateKey key)
    {
        var kept = _keys.GetOrAdd(key.Address, key);
        if (!ReferenceEquals(kept, key))
        {
            key.Dispose();
        }

        return kept;
    }

    private void Unlock(string masterJson) => Take(MasterSecret.Unlock(masterJson, _password!, _options));

    private void Take(MasterSecret master)
    {
        _master = master;
        _password!.Dispose();
        _password = null;
    }

    // Two replicas may get here at once: the first to commit wins and the other opens what it finds.
    private async Task MakeMasterAsync(CancellationToken cancellationToken)
    {
        var stored = await _database.ReadAsync(KeyRepository.FindMasterAsync, cancellationToken);
        if (stored is null)
        {
            if (!_password!.IsLongEnough)
            {
                throw new KeystoreException(
                    KeystoreFault.NoPassword, $"the keystore password is shorter than {KeystorePassword.CharsMin} characters; choose a longer one before the first key is made");
            }

            var drawn = MasterSecret.Draw(_random);
            var json = await Task.Run(() => drawn.Lock(_password, _options, _random), cancellationToken);
            stored = await _database.WriteAsync(
                async session =>
                {
                    await KeyRepository.TryAddMasterAsync(session, json, _time.GetUtcNow());
                    return await KeyRepository.FindMasterAsync(session);
                },
                cancellationToken);
            if (stored == json)
            {
                Take(drawn);
                return;
            }

            drawn.Dispose();
        }

        await Task.Run(() => Unlock(stored!), cancellationToken);
    }
}
