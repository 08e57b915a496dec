using Node.Jobs.Specs;
using Node.Jobs.Specs.Versions;
using Node.Jobs.Subscribing;

namespace Node.Jobs.Spawning;

/// <summary>The stored jobs as this process has them: in the catalog and running, or known as unreadable. Not for several changes at once.</summary>
internal sealed class LiveJobs(JobCatalog catalog, SpecChecker checker, JobSubscriber subscriber, SpawnedJobs spawned)
{
    // Stored jobs whose spec cannot be run here, with the version that cannot.
    private readonly Dictionary<long, long> _unreadable = [];

    /// <summary>The jobs that are known, running or not.</summary>
    public IReadOnlyList<long> Ids => [.. catalog.All.Select(static job => job.Id), .. _unreadable.Keys];

    /// <summary>Whether a stored job is known as it is stored.</summary>
    public bool IsCurrent(JobRow stored) => catalog.Find(stored.Id) is { } job
        ? job.Version == stored.Version
        : _unreadable.TryGetValue(stored.Id, out var version) && version == stored.Version;

    /// <summary>Takes a job in as it is stored. When its spec cannot be run here, what ran for it is closed and its fault is kept.</summary>
    public async Task TakeInAsync(JobRow row, CancellationToken cancellationToken)
    {
        var check = checker.CheckStored(row.SpecText);
        if (check.Spec is { } spec)
        {
            var job = new Job(row.Id, Guid.ParseExact(row.ExternalJobId, "D"), spec, row.CreatedAt) { Version = (int)row.Version, UpdatedAt = row.UpdatedAt };
            await TakeOverAsync(job, cancellationToken);
            return;
        }

        if (catalog.Find(row.Id) is { } before)
        {
            catalog.Remove(before);
        }

        await spawned.CloseAsync(row.Id);
        _unreadable[row.Id] = row.Version;
        spawned.Refuse(row.Id, check.Faults.First(static fault => !fault.IsWarning).ToString());
    }

    /// <summary>Makes a job, or the version of it that is stored now, the present one; what triggers it is changed only where it must be.</summary>
    /// <returns>Whether the job could not be run until now.</returns>
    public async Task<bool> TakeOverAsync(Job job, CancellationToken cancellationToken)
    {
        var wasUnreadable = _unreadable.Remove(job.Id);
        var before = catalog.Find(job.Id);
        var isPresent = before is not null && before.Version == job.Version && before.Spec.Source == job.Spec.Source;
        if (isPresent && !spawned.HasFault(job.Id))
        {
            return false;
        }

        catalog.Add(job);

        // Compared with what runs, not with what was stored: an earlier change may be stored without having been taken over.
        if (before is not null && !spawned.HasFault(job.Id) && !SpecComparison.Of(before.Spec.Source, job.Spec.Source).TriggerChanges)
        {
            return false; // what triggers it goes on undisturbed
        }

        // What it was triggered by until now ends where it is; under the same name the new trigger goes on from there.
        await spawned.CloseAsync(job.Id);
        if (before?.Spec.ChainId is { } chainId && chainId != job.Spec.ChainId)
        {
            await subscriber.UnsubscribeAsync(job.Id, chainId, forget: true, CancellationToken.None);
        }

        await spawned.StartAsync(job, cancellationToken);
        return wasUnreadable;
    }

    /// <summary>Lets a job go that is not stored any more.</summary>
    /// <returns>False when it did not run here.</returns>
    public async Task<bool> DropAsync(long id)
    {
        _unreadable.Remove(id);
        var job = catalog.Find(id);
        if (job is not null)
        {
            catalog.Remove(job);
        }

        await spawned.CloseAsync(id);
        if (job?.Spec.ChainId is { } chainId)
        {
            await subscriber.UnsubscribeAsync(id, chainId, forget: true, CancellationToken.None);
        }

        return job is not null;
    }
}
