using System.Collections.Frozen;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using Node.Core.Config;
using Node.Core.Randomness;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Eth.Keys;

namespace Node.Jobs.Types.Webhook.Initiators;

/// <summary>The external initiators in memory, read again at an interval, since another replica may make or remove one.</summary>
/// <remarks>To be started after the stored jobs are loaded: a job whose initiator is gone stays a job.</remarks>
internal sealed class ExternalInitiators(
    Database database,
    InitiatorRepository repository,
    InitiatorNoticeRepository notices,
    ISecretBox secretBox,
    InitiatorsOptions options,
    IRandomSource random,
    TimeProvider time,
    ILogger<ExternalInitiators> logger) : Service("Jobs.Initiators", logger), IExternalInitiators, IInitiatorNames
{
    private readonly Initiator _nobody = new() { Salt = new byte[SaltedSecret.SaltBytes], SecretHash = new byte[32] };
    private readonly SemaphoreSlim _changes = new(1, 1);
    private volatile Known? _known;
    private Action _changed = () => { };

    /// <inheritdoc/>
    public IReadOnlyList<Initiator> All => _known?.All ?? [];

    IReadOnlyCollection<string>? IInitiatorNames.Known => _known?.Names;

    /// <summary>Says who is told when there are others than before. To be called once, before the start.</summary>
    public void Attach(Action changed) => _changed = changed;

    /// <inheritdoc/>
    public Initiator? Recognise(string accessKey, string secret)
    {
        var found = _known?.ByKey.GetValueOrDefault(accessKey) ?? _nobody;
        return SaltedSecret.IsRight(found.Salt, found.SecretHash, secret) ? found : null;
    }

    /// <inheritdoc/>
    public async Task<NewInitiator?> CreateAsync(string name, Uri? url, CancellationToken cancellationToken)
    {
        var incoming = SaltedSecret.New(random);
        var outgoing = new OutgoingPair(Convert.ToHexStringLower(random.NextBytes(16)), SaltedSecret.New(random));
        var salt = random.NextBytes(SaltedSecret.SaltBytes);
        var made = new Initiator
        {
            Name = name,
            Url = url?.AbsoluteUri,
            AccessKey = Convert.ToHexStringLower(random.NextBytes(16)),
            Salt = salt,
            SecretHash = SaltedSecret.Hash(salt, incoming),
            Outgoing = await secretBox.SealAsync(outgoing.ToText(), OutgoingPair.PlaceOf(name), cancellationToken),
            CreatedAt = UtcMicros.Truncate(time.GetUtcNow()),
        };
        var id = await database.WriteAsync(
            async session => await repository.CountAsync(session) >= options.CountMax
                ? throw new InitiatorsFullException(options.CountMax)
                : await repository.TryAddAsync(session.Mark("initiator"), made),
            cancellationToken);
        if (id is null)
        {
            return null;
        }

        await RefreshAsync(CancellationToken.None);
        return new NewInitiator(
            All.FirstOrDefault(initiator => initiator.Id == id) ?? made,
            new Secret(incoming),
            new Secret(outgoing.Token),
            new Secret(outgoing.Secret));
    }

    /// <inheritdoc/>
    public async Task<bool> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        var removed = await database.WriteAsync(
            async session =>
            {
                var id = await repository.RemoveAsync(session.Mark("initiator-delete"), name);
                if (id is not null)
                {
                    await notices.RemoveAllOfAsync(session, id.Value);
                }

                return id is not null;
            },
            cancellationToken);
        if (removed)
        {
            await RefreshAsync(CancellationToken.None);
        }

        return removed;
    }

    /// <summary>The initiator with a number, or null when there is none in the database either.</summary>
    public async Task<Initiator?> FindAsync(long id, CancellationToken cancellationToken)
    {
        if (All.FirstOrDefault(initiator => initiator.Id == id) is { } known)
        {
            return known;
        }

        await RefreshAsync(cancellationToken);
        return All.FirstOrDefault(initiator => initiator.Id == id);
    }

    protected override async Task OnStartAsync(CancellationToken startToken)
    {
        await RefreshAsync(startToken);
        RunLoop("refresh", RefreshAllAsync);
    }

    private async Task RefreshAllAsync(CancellationToken stopping)
    {
        while (true)
        {
            await Task.Delay(options.RefreshInterval, time, stopping);
            try
            {
                await RefreshAsync(stopping);
                Report(null);
            }
            catch (DbException e)
            {
                InitiatorsLog.NotRead(logger, e);
                Report(new HealthFault($"cannot read the external initiators: {e.Message}", "Check that the database is up; those known before can still call."));
            }
        }
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        // One at a time, so that an older answer does not come last.
        await _changes.WaitAsync(cancellationToken);
        try
        {
            var before = _known;
            var now = new Known(await database.ReadAsync(repository.ListAsync, cancellationToken));
            _known = now;
            if (before is null || !before.All.Select(initiator => initiator.Id).SequenceEqual(now.All.Select(initiator => initiator.Id)))
            {
                _changed();
            }
        }
        finally
        {
            _changes.Release();
        }
    }

    private sealed class Known(IReadOnlyList<Initiator> all)
    {
        public IReadOnlyList<Initiator> All { get; } = all;

        public FrozenSet<string> Names { get; } = all.Select(initiator => initiator.Name).ToFrozenSet(StringComparer.Ordinal);

        public FrozenDictionary<string, Initiator> ByKey { get; } = all.ToFrozenDictionary(initiator => initiator.AccessKey, StringComparer.Ordinal);
    }
}
