using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Jobs.Specs;
using Node.Jobs.Specs.Errors;
using Node.Jobs.Types;

namespace Node.Jobs.Spawning;

/// <summary>The services that run for jobs, and why those do not run that should. Not for several changes of one job at once.</summary>
internal sealed class SpawnedJobs(IEnumerable<IJobType> jobTypes, IJobErrors errors, ILogger logger)
{
    private readonly FrozenDictionary<string, IJobType> _types = jobTypes.ToFrozenDictionary(type => type.TypeName, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, SpawnedJob> _spawned = new();
    private readonly ConcurrentDictionary<long, HealthFault> _faults = new();

    /// <summary>Starts what a job needs. When that fails, the job stays without it and its fault is kept.</summary>
    public async Task StartAsync(Job job, CancellationToken cancellationToken)
    {
        _faults.TryRemove(job.Id, out _);
        var services = _types[job.Spec.TypeName].BuildServices(job);
        if (services.Count == 0)
        {
            return;
        }

        var running = new MultiStart();
        var isKnown = false;
        try
        {
            await running.StartAsync(cancellationToken, [.. services]);
            _spawned[job.Id] = new SpawnedJob(job, services, running);
            isKnown = true;
        }
        catch (ServiceException e)
        {
            SpawningLog.NotStarted(logger, e, job.Id);
            errors.Record(job.Id, $"the job could not be started: {e.Message}");
            _faults[job.Id] = new HealthFault($"job {job.Id} could not be started: {e.Message}", "Look at the log, then apply the job again or restart the node.");
            isKnown = true;
        }
        finally
        {
            if (!isKnown)
            {
                _faults[job.Id] = new HealthFault($"the start of job {job.Id} was broken off", "Apply the job again or restart the node.");
            }
        }
    }

    /// <summary>Whether a job does not run as it should.</summary>
    public bool HasFault(long id) => _faults.ContainsKey(id);

    /// <summary>Closes what runs for a job; nothing when nothing does.</summary>
    public async Task CloseAsync(long id)
    {
        _faults.TryRemove(id, out _);
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

    /// <summary>Closes all.</summary>
    public async Task CloseAllAsync()
    {
        foreach (var id in _spawned.Keys)
        {
            await CloseAsync(id);
        }
    }

    /// <summary>Notes that a stored job cannot be run.</summary>
    public void Refuse(long id, string fault)
    {
        SpawningLog.NotLoaded(logger, id, fault);
        errors.Record(id, $"the job is stored and cannot be run: {fault}");
        _faults[id] = new HealthFault($"job {id} is stored and cannot be run: {fault}", "Correct the configuration, or replace the job, or delete it.");
    }

    /// <summary>Adds the state of each job that has something to say.</summary>
    public void AddTo(Dictionary<string, HealthFault?> report, string name)
    {
        report.EnsureCapacity(report.Count + _faults.Count + _spawned.Count);
        foreach (var (id, fault) in _faults)
        {
            report[$"{name}.{id}"] = fault;
        }

        foreach (var service in _spawned.Values.SelectMany(job => job.Services))
        {
            foreach (var (serviceName, fault) in service.HealthReport())
            {
                report[serviceName] = fault;
            }
        }
    }
}
