using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Node.Core.Randomness;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Jobs.Specs;
using Node.Jobs.Subscribing;
using Node.Jobs.Types;

namespace Node.Jobs.Spawning;

/// <summary>Turns stored jobs into running services: all of them at the start, then each that is created, until it is deleted.</summary>
internal sealed class JobSpawner(
    Database database,
    JobRepository repository,
    JobCatalog catalog,
    SpecChecker checker,
    IEnumerable<IJobType> jobTypes,
    JobSubscriber subscriber,
    IRandomSource random,
    TimeProvider time,
    ILogger<JobSpawner> logger) : Service("Jobs.Spawner", logger), IJobs
{
    private readonly FrozenDictionary<string, IJobType> _types = jobTypes.ToFrozenDictionary(type => type.TypeName, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, SpawnedJob> _spawned = new();
    private readonly ConcurrentDictionary<long, HealthFault> _faults = new();
    private readonly SemaphoreSlim _changes = new(1, 1);

    /// <inheritdoc/>
    public async Task<Job?> CreateAsync(JobSpec spec, CancellationToken cancellationToken)
    {
        var externalId = spec.ExternalJobId ?? random.NextGuid();
        var createdAt = UtcMicros.Truncate(time.GetUtcNow());
        await _changes.WaitAsync(cancellationToken);
        try
        {
            var id = await database.WriteAsync(session => repository.TryAddAsync(session, externalId, spec, createdAt), cancellationToken);
            if (id is null)
            {
                return null;
            }

            var job = new Job(id.Value, externalId, spec, createdAt);
            catalog.Add(job);

            // Stored means accepted: from here on the caller's patience must not leave it half started.
            await SpawnAsync(job, Stopping);
            return job;
        }
        finally
        {
            _changes.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(long id, CancellationToken cancellationToken)
    {
        await _changes.WaitAsync(cancellationToken);
        try
        {
            if (!await database.WriteAsync(session => repository.RemoveAsync(session, id), cancellationToken))
            {
                return false;
            }

            if (catalog.Find(id) is { } job)
            {
                catalog.Remove(job);
                await CloseAsync(id);
                if (job.Spec.ChainId is { } chainId)
                {
                    await subscriber.UnsubscribeAsync(id, chainId, forget: true, CancellationToken.None);
                }
            }

            _faults.TryRemove(id, out _);
            return true;
        }
        finally
        {
            _changes.Release();
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, HealthFault?> HealthReport()
    {
        var report = new Dictionary<string, HealthFault?>(base.HealthReport());
        foreach (var (id, fault) in _faults)
        {
            report[$"{Name}.{id}"] = fault;
        }

        foreach (var service in _spawned.Values.SelectMany(job => job.Services))
        {
            foreach (var (name, fault) in service.HealthReport())
            {
                report[name] = fault;
            }
        }

        return report;
    }

    protected override async Task OnStartAsync(CancellationToken startToken)
    {
        foreach (var row in await database.ReadAsync(repository.ListAsync, startToken))
        {
            var check = checker.Check(row.SpecText);
            if (check.Spec is not { } spec)
            {
                var first = check.Faults.First(fault => !fault.IsWarning);
                SpawningLog.NotLoaded(logger, row.Id, first.ToString());
                _faults[row.Id] = new HealthFault($"job {row.Id} is stored and cannot be run: {first}", "Correct the configuration, or delete the job and create it again.");
                continue;
            }

            var job = new Job(row.Id, Guid.ParseExact(row.ExternalJobId, "D"), spec, row.CreatedAt);
            catalog.Add(job);
            await SpawnAsync(job, startToken);
        }
    }

    protected override async Task OnCloseAsync()
    {
        // A creation under way ends first: what it started must be closed too.
        await _changes.WaitAsync(CancellationToken.None);
        try
        {
            foreach (var id in _spawned.Keys)
            {
                await CloseAsync(id);
            }
        }
        finally
        {
            _changes.Release();
        }
    }

    private async Task SpawnAsync(Job job, CancellationToken cancellationToken)
    {
        var services = _types[job.Spec.TypeName].BuildServices(job);
        var running = new MultiStart();
        try
        {
            await running.StartAsync(cancellationToken, [.. services]);
            _spawned[job.Id] = new SpawnedJob(job, services, running);
        }
        catch (ServiceException e)
        {
            SpawningLog.NotStarted(logger, e, job.Id);
            _faults[job.Id] = new HealthFault($"job {job.Id} could not be started: {e.Message}", "Look at the log, then restart the node or create the job again.");
        }
    }

    private async Task CloseAsync(long id)
    {
        if (_spawned.TryRemove(id, out var spawned))
        {
            try
            {
                await spawned.Running.CloseAsync();
            }
            catch (ServiceException e)
            {
                SpawningLog.NotClosed(logger, e, id);
            }
        }
    }
}
