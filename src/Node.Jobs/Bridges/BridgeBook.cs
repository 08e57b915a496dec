using System.Collections.Frozen;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using Node.Core.Randomness;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Eth.Keys;

namespace Node.Jobs.Bridges;

/// <summary>
/// The bridges of this node, in memory for those who ask and in the database for good. Changes made here count at once, changes made
/// by another process on the same database within <see cref="RefreshInterval"/>.
/// </summary>
internal sealed class BridgeBook(
    Database database,
    BridgeRepository bridges,
    BridgeAnswerRepository answers,
    BridgeMeter meter,
    ISecretBox secretBox,
    BridgeOptions options,
    IRandomSource random,
    TimeProvider time,
    ILogger<BridgeBook> logger) : Service("Jobs.Bridges", logger), IBridgeBook
{
    /// <summary>The time between two looks into the database.</summary>
    public static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _changes = new(1, 1);
    private volatile FrozenDictionary<string, BridgeRow> _byName = FrozenDictionary<string, BridgeRow>.Empty;
    private volatile FrozenDictionary<string, Bridge> _shown = FrozenDictionary<string, Bridge>.Empty;

    private IBridgeUsers? _users;

    /// <inheritdoc/>
    public IReadOnlyList<Bridge> All => [.. _shown.Values.OrderBy(bridge => bridge.Name, StringComparer.Ordinal)];

    /// <summary>The names, lower case.</summary>
    public IReadOnlyCollection<string> Names => _shown.Keys;

    /// <inheritdoc/>
    public Bridge? Find(string name) => _shown.GetValueOrDefault(name.ToLowerInvariant());

    /// <inheritdoc/>
    public async Task<BridgeCreation> CreateAsync(BridgeDraft draft, CancellationToken cancellationToken)
    {
        var faults = BridgeRules.Check(draft);
        if (faults.Count > 0)
        {
            return new BridgeCreation(null, faults, false);
        }

        var name = draft.Name.ToLowerInvariant();
        var (incoming, outgoing, salt) = (SaltedSecret.New(random), SaltedSecret.New(random), random.NextBytes(SaltedSecret.SaltBytes));
        var now = UtcMicros.Truncate(time.GetUtcNow());
        var row = RowOf(draft, name, await SealAsync(name, new BridgeSecrets(outgoing, draft.Headers ?? []), cancellationToken), now, salt, SaltedSecret.Hash(salt, incoming));
        await _changes.WaitAsync(cancellationToken);
        try
        {
            var (isAdded, count) = await database.WriteAsync(
                async session =>
                {
                    session.Mark("bridge");
                    var before = await bridges.CountAsync(session);
                    return (before < options.CountMax && await bridges.TryAddAsync(session, row), before);
                },
                cancellationToken);
            if (isAdded)
            {
                await LoadAsync(CancellationToken.None);
                BridgesLog.Created(logger, name, row.ToBridge().Url.Authority);
                return new BridgeCreation(new NewBridge(row.ToBridge(), incoming, outgoing), [], false);
            }

            return count < options.CountMax || Find(name) is not null
                ? new BridgeCreation(null, [], true)
                : new BridgeCreation(null, [BridgeFault.Wrong($"there are {count} bridges, the limit CountMax is {options.CountMax}; delete one first")], false);
        }
        finally
        {
            _changes.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<BridgeUpdate> UpdateAsync(string name, BridgeDraft draft, CancellationToken cancellationToken)
    {
        name = name.ToLowerInvariant();
        var faults = BridgeRules.Check(draft with { Name = name });
        await _changes.WaitAsync(cancellationToken);
        try
        {
            if (!_byName.TryGetValue(name, out var before))
            {
                return new BridgeUpdate(null, []);
            }

            if (faults.Count > 0)
            {
                return new BridgeUpdate(null, faults);
            }

            var secrets = draft.Headers is { } headers
                ? await SealAsync(name, (await SecretsAsync(before, cancellationToken)) with { Headers = headers }, cancellationToken)
                : before.Secrets;
            var row = RowOf(draft, name, secrets, before.CreatedAt, before.IncomingSalt, before.IncomingHash, UtcMicros.Truncate(time.GetUtcNow()));
            if (!await database.WriteAsync(session => bridges.UpdateAsync(session.Mark("bridge-update"), row), cancellationToken))
            {
                return new BridgeUpdate(null, []);
            }

            await LoadAsync(CancellationToken.None);
            BridgesLog.Updated(logger, name, row.ToBridge().Url.Authority);
            return new BridgeUpdate(row.ToBridge(), []);
        }
        finally
        {
            _changes.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<BridgeDeletion> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        name = name.ToLowerInvariant();
        await _changes.WaitAsync(cancellationToken);
        try
        {
            var deletion = await database.WriteAsync(session => DeleteAsync(session.Mark("bridge-delete"), name), cancellationToken);
            await LoadAsync(CancellationToken.None);
            if (deletion.Deleted is not null)
            {
                BridgesLog.Deleted(logger, name);
            }

            return deletion;
        }
        finally
        {
            _changes.Release();
        }
    }

    /// <summary>Says who knows the users of bridges. To be called once, before the start.</summary>
    internal void Attach(IBridgeUsers users) => _users = users;

    /// <summary>A bridge with what is sent to it; null when there is none.</summary>
    /// <exception cref="KeystoreException">The keystore does not open what is stored.</exception>
    public async ValueTask<(Bridge Bridge, BridgeSecrets Secrets)?> FindForAskingAsync(string name, CancellationToken cancellationToken) =>
        _byName.TryGetValue(name, out var row) ? (_shown[name], await SecretsAsync(row, cancellationToken)) : null;

    protected override async Task OnStartAsync(CancellationToken startToken)
    {
        await LoadAsync(startToken);
        RunLoop("refresh", RefreshAsync);
    }

    private async Task RefreshAsync(CancellationToken stopping)
    {
        while (true)
        {
            await Task.Delay(RefreshInterval, time, stopping);
            await _changes.WaitAsync(stopping);
            try
            {
                await LoadAsync(stopping);
                Report(null);
            }
            catch (DbException e)
            {
                BridgesLog.RefreshFailed(logger, e);
                Report(new HealthFault($"cannot look for changed bridges: {e.Message}", "Check that the database is up."));
            }
            finally
            {
                _changes.Release();
            }
        }
    }

    private async Task<BridgeDeletion> DeleteAsync(WriteSession session, string name)
    {
        // Taken first: whoever stores a job that uses it has stored it by now, or finds it gone.
        if (await bridges.TakeAsync(session, name) is not { } row)
        {
            return new BridgeDeletion(null, []);
        }

        var users = _users is null ? [] : await _users.UsersOfAsync(session, name);
        if (users.Count > 0)
        {
            return new BridgeDeletion(null, users);
        }

        await answers.RemoveAsync(session, name);
        await bridges.RemoveAsync(session, name);
        return new BridgeDeletion(row.ToBridge(), []);
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(bridges.ListAsync, cancellationToken);
        _shown = rows.ToFrozenDictionary(row => row.Name, row => row.ToBridge(), StringComparer.Ordinal);
        _byName = rows.ToFrozenDictionary(row => row.Name, StringComparer.Ordinal);
        meter.ForgetAllBut(_byName.Keys);
    }

    private Task<string> SealAsync(string name, BridgeSecrets secrets, CancellationToken cancellationToken) =>
        secretBox.SealAsync(secrets.ToJson(), BridgeSecrets.PlaceOf(name), cancellationToken);

    private async ValueTask<BridgeSecrets> SecretsAsync(BridgeRow row, CancellationToken cancellationToken) =>
        BridgeSecrets.FromJson(await secretBox.OpenAsync(row.Secrets, BridgeSecrets.PlaceOf(row.Name), cancellationToken));

    private static BridgeRow RowOf(
        BridgeDraft draft, string name, string secrets, DateTimeOffset createdAt, byte[] salt, byte[] hash, DateTimeOffset? updatedAt = null) => new()
    {
        Name = name,
        Url = draft.Url.Trim(),
        Confirmations = draft.Confirmations,
        MinimumContractPayment = BridgeRow.BytesOf(draft.MinimumContractPayment),
        TimeoutMicros = draft.Timeout is { } timeout ? timeout.Ticks / TimeSpan.TicksPerMicrosecond : null,
        IncomingSalt = salt,
        IncomingHash = hash,
        Secrets = secrets,
        CreatedAt = createdAt,
        UpdatedAt = updatedAt ?? createdAt,
    };
}
