using Microsoft.Extensions.Logging;
using Node.Core.Randomness;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Eth.Logs;
using Node.Jobs.Specs;
using Node.Jobs.Specs.Errors;
using Node.Jobs.Specs.Versions;
using Node.Jobs.Subscribing;
using Node.Jobs.Types;

namespace Node.Jobs.Spawning;

/// <summary>Turns stored jobs into running services: all of them at the start, then each that is created or replaced, until it is deleted.</summary>
internal sealed class JobSpawner(
    Database database,
    JobWriter writer,
    JobRepository repository,
    JobVersionRepository versions,
    JobCatalog catalog,
    SpecChecker checker,
    IEnumerable<IJobType> jobTypes,
    JobSubscriber subscriber,
    IJobErrors errors,
    IRandomSource random,
    TimeProvider time,
    ILogger<JobSpawner> logger) : Service("Jobs.Spawner", logger), IJobs
{
    private readonly SemaphoreSlim _changes = new(1, 1);
    private SpawnedJobs? _spawnedJobs;
    private LiveJobs? _liveJobs;
    private Action<IReadOnlyCollection<long>>? _changed;
    private long _revision;

    private SpawnedJobs Spawned => _spawnedJobs ??= new SpawnedJobs(jobTypes, errors, logger);

    private LiveJobs Live => _liveJobs ??= new LiveJobs(catalog, checker, subscriber, Spawned);

    /// <summary>Says who is told of jobs that can be run now and could not before. To be called once, before the start.</summary>
    public void Attach(Action<IReadOnlyCollection<long>> changed) => _changed = changed;

    /// <inheritdoc/>
    public Task<Job?> CreateAsync(JobSpec spec, CancellationToken cancellationToken) => ChangeAsync(
        async () =>
        {
            var externalId = spec.ExternalJobId ?? random.NextGuid();
            var at = Now();
            if (await database.WriteAsync(session => writer.TryAddAsync(session.Mark("create-job"), externalId, spec, at), cancellationToken) is not { } id)
            {
                return await AdoptAsync(externalId, spec, cancellationToken);
            }

            var job = new Job(id, externalId, spec, at);

            // Stored means accepted: from here on the caller's patience must not leave it half started.
            await Live.TakeOverAsync(job, Stopping);
            return job;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<ApplyOutcome> ApplyAsync(IReadOnlyList<NamedSpec> specs, bool isDryRun, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(specs);
        var checks = new SpecCheck[specs.Count];
        Parallel.For(0, specs.Count, new ParallelOptions { CancellationToken = cancellationToken }, i => checks[i] = checker.Check(specs[i].Text));
        var faults = checks.SelectMany((check, i) => FaultsOf(specs[i].Name, check)).ToList();
        return faults.Count > 0
            ? ApplyOutcome.Refused(faults)
            : await ApplyAsync([.. checks.Select((check, i) => new SpecToPlan(specs[i].Name, check.Spec!))], isDryRun, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ApplyOutcome?> ReplaceAsync(long id, string toml, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => repository.ExistsAsync(session, id), cancellationToken)
            ? await ApplyAsync($"job {id}", checker.Check(toml), spec => spec with { JobId = id }, isDryRun: false, cancellationToken)
            : null;

    /// <inheritdoc/>
    public async Task<ApplyOutcome?> RollBackAsync(long id, int version, bool isDryRun, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(session => versions.FindAsync(session, id, version), cancellationToken);
        return row is null
            ? null
            : await ApplyAsync($"version {version}", checker.Check(row.SpecText), spec => spec with { JobId = id, RestoresVersion = version }, isDryRun, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(long id, CancellationToken cancellationToken) => ChangeAsync(
        async () =>
        {
            // Also when the row is gone already: an earlier call may have removed it without learning so.
            var isRemoved = await database.WriteAsync(session => RemoveAsync(session, id), cancellationToken);
            return await Live.DropAsync(id) || isRemoved;
        },
        cancellationToken);

    /// <summary>Takes in what other processes have created, replaced and deleted since the last look; reads one row when nothing was.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken) => ChangeAsync(() => RefreshOnceAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, HealthFault?> HealthReport()
    {
        var report = new Dictionary<string, HealthFault?>(base.HealthReport());
        Spawned.AddTo(report, Name);
        return report;
    }

    protected override async Task OnStartAsync(CancellationToken startToken)
    {
        // The revision first: what is changed between the two is looked at again.
        (_revision, var rows) = await database.ReadAsync(
            async session => (await repository.RevisionAsync(session), await repository.ListAsync(session)), startToken);
        foreach (var row in rows)
        {
            await Live.TakeInAsync(row, startToken);
        }
    }

    // A change under way ends first: what it started must be closed too.
    protected override Task OnCloseAsync() => ChangeAsync(
        async () =>
        {
            await Spawned.CloseAllAsync();
            return true;
        },
        CancellationToken.None);

    // A call that is made again because it never heard that its commit went through: the job is stored, and nobody runs it yet.
    private async Task<Job?> AdoptAsync(Guid externalId, JobSpec spec, CancellationToken cancellationToken)
    {
        if (catalog.Find(externalId) is not null)
        {
            return null;
        }

        var row = await database.ReadAsync(
            async session => await repository.FindIdAsync(session, externalId) is { } id ? await repository.FindAsync(session, id) : null, cancellationToken);
        if (row is null || row.Version != 1 || row.SpecText != spec.Source)
        {
            return null;
        }

        var job = new Job(row.Id, externalId, spec, row.CreatedAt) { UpdatedAt = row.UpdatedAt };
        await Live.TakeOverAsync(job, Stopping);
        return job;
    }

    private async Task<ApplyOutcome> ApplyAsync(
        string name, SpecCheck check, Func<SpecToPlan, SpecToPlan> complete, bool isDryRun, CancellationToken cancellationToken) => check.Spec is { } spec
        ? await ApplyAsync([complete(new SpecToPlan(name, spec))], isDryRun, cancellationToken)
        : ApplyOutcome.Refused([.. FaultsOf(name, check)]);

    private async Task<ApplyOutcome> ApplyAsync(IReadOnlyList<SpecToPlan> specs, bool isDryRun, CancellationToken cancellationToken)
    {
        if (isDryRun)
        {
            return await database.ReadAsync(session => writer.PlanAsync(session, specs), cancellationToken);
        }

        return await ChangeAsync(
            async () =>
            {
                var at = Now();
                var outcome = await TryWriteAsync(specs, at, cancellationToken);
                foreach (var change in outcome.Changes)
                {
                    await TakeOverAsync(change, at);
                }

                return outcome;
            },
            cancellationToken);
    }

    private async Task<ApplyOutcome> TryWriteAsync(IReadOnlyList<SpecToPlan> specs, DateTimeOffset at, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                async session =>
                {
                    session.Mark("apply");
                    var plan = await writer.PlanAsync(session, specs);
                    var outcome = plan.Faults.Count > 0 ? plan : await writer.WriteAsync(session, plan.Changes, at);
                    return outcome.Faults.Count > 0 ? throw new ApplyConflictException(outcome) : outcome;
                },
                cancellationToken);
        }
        catch (ApplyConflictException e)
        {
            return e.Outcome;
        }
    }

    private async Task TakeOverAsync(JobChange change, DateTimeOffset at)
    {
        var job = new Job(change.JobId!.Value, change.ExternalJobId!.Value, change.Spec, change.CreatedAt)
        {
            Version = change.Version,
            UpdatedAt = change.Action == JobAction.Unchanged ? change.UpdatedAt : at,
        };
        if (await Live.TakeOverAsync(job, Stopping))
        {
            _changed?.Invoke([job.Id]);
        }
    }

    private async Task<bool> RefreshOnceAsync(CancellationToken cancellationToken)
    {
        if (Stopping.IsCancellationRequested)
        {
            return false;
        }

        var (revision, heads) = await database.ReadAsync(
            async session =>
            {
                var now = await repository.RevisionAsync(session);
                return (now, now == _revision ? null : await repository.ListHeadsAsync(session));
            },
            cancellationToken);
        if (heads is null)
        {
            return false;
        }

        // What goes first: a job may be stored anew under the external id of a deleted one.
        var stored = heads.Select(static head => head.Id).ToHashSet();
        var gone = Live.Ids.Where(id => !stored.Contains(id)).ToList();
        foreach (var id in gone)
        {
            await Live.DropAsync(id);
        }

        var changed = heads.Where(head => !Live.IsCurrent(head)).Select(static head => head.Id).ToList();
        if (changed.Count > 0)
        {
            foreach (var row in await database.ReadAsync(session => repository.ListAsync(session, changed), cancellationToken))
            {
                await Live.TakeInAsync(row, Stopping);
            }

            _changed?.Invoke(changed);
        }

        if (changed.Count + gone.Count > 0)
        {
            SpawningLog.Refreshed(logger, changed.Count, gone.Count);
        }

        // Last: what fails on the way is done again.
        _revision = revision;
        return true;
    }

    private async Task<bool> RemoveAsync(WriteSession session, long id)
    {
        session.Mark("delete-job");
        if (!await writer.RemoveAsync(session, id))
        {
            return false;
        }

        // Also where the job was not loaded, or was on a chain that is not configured any more.
        await LogPositions.ForgetAsync(session, JobSubscriber.NameOf(id));
        return true;
    }

    private async Task<T> ChangeAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        await _changes.WaitAsync(cancellationToken);
        try
        {
            return await change();
        }
        finally
        {
            _changes.Release();
        }
    }

    private DateTimeOffset Now() => UtcMicros.Truncate(time.GetUtcNow());

    private static IEnumerable<string> FaultsOf(string name, SpecCheck check) =>
        check.Faults.Where(static fault => !fault.IsWarning).Select(fault => $"{name}:{fault}");
}
