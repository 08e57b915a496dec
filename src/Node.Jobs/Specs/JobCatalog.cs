using System.Collections.Concurrent;

namespace Node.Jobs.Specs;

/// <summary>The jobs that run, in memory: read often, changed rarely. Safe for several threads.</summary>
public sealed class JobCatalog
{
    private readonly ConcurrentDictionary<long, Job> _byId = new();
    private readonly ConcurrentDictionary<Guid, long> _byExternalId = new();
    private IEarlierVersions? _earlier;
    private Func<CancellationToken, Task>? _refresh;

    /// <summary>All jobs, oldest first.</summary>
    public IReadOnlyList<Job> All => [.. _byId.Values.OrderBy(job => job.Id)];

    /// <summary>The job with a number, as it is now, or null.</summary>
    public Job? Find(long id) => _byId.GetValueOrDefault(id);

    /// <summary>The job with an external id, as it is now, or null.</summary>
    public Job? Find(Guid externalJobId) => _byExternalId.TryGetValue(externalJobId, out var id) ? Find(id) : null;

    /// <summary>The job as it was when it had a version: what a run that began with it goes on with.</summary>
    /// <param name="id">The job.</param>
    /// <param name="version">Its version.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when no such job runs.</returns>
    /// <exception cref="FormatException">That version is not kept, or cannot be read any more.</exception>
    public ValueTask<Job?> FindAsync(long id, int version, CancellationToken cancellationToken) =>
        Find(id) is not { } job ? ValueTask.FromResult<Job?>(null)
        : job.Version == version || _earlier is null ? ValueTask.FromResult<Job?>(job)
        : _earlier.FindAsync(job, version, cancellationToken);

    /// <summary>Says who finds versions that are not the present one. To be called once, before the start.</summary>
    internal void Attach(IEarlierVersions earlier) => _earlier = earlier;

    /// <summary>Says who takes in what other processes stored. To be called once, before the start.</summary>
    internal void AttachRefresh(Func<CancellationToken, Task> refresh) => _refresh = refresh;

    /// <summary>Takes in what other processes stored until now.</summary>
    internal Task RefreshAsync(CancellationToken cancellationToken) => _refresh?.Invoke(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Puts a job in, in place of an earlier version of it.</summary>
    internal void Add(Job job)
    {
        _byId[job.Id] = job;
        _byExternalId[job.ExternalJobId] = job.Id;
    }

    /// <summary>Takes a job out.</summary>
    internal void Remove(Job job)
    {
        _byId.TryRemove(job.Id, out _);
        _byExternalId.TryRemove(job.ExternalJobId, out _);
    }
}
