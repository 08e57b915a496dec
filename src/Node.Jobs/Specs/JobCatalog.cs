using System.Collections.Concurrent;

namespace Node.Jobs.Specs;

/// <summary>The jobs that run, in memory: read often, changed rarely. Safe for several threads.</summary>
public sealed class JobCatalog
{
    private readonly ConcurrentDictionary<long, Job> _byId = new();
    private readonly ConcurrentDictionary<Guid, long> _byExternalId = new();

    /// <summary>All jobs, oldest first.</summary>
    public IReadOnlyList<Job> All => [.. _byId.Values.OrderBy(job => job.Id)];

    /// <summary>The job with a number, or null.</summary>
    public Job? Find(long id) => _byId.GetValueOrDefault(id);

    /// <summary>The job with an external id, or null.</summary>
    public Job? Find(Guid externalJobId) => _byExternalId.TryGetValue(externalJobId, out var id) ? Find(id) : null;

    /// <summary>Puts a job in.</summary>
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
