using Node.Core.Randomness;
using Node.Core.Storage;
using Node.Jobs.Bridges;
using Node.Jobs.Runs;
using Node.Jobs.Specs;
using Node.Jobs.Specs.Errors;
using Node.Jobs.Specs.Versions;

namespace Node.Jobs.Spawning;

/// <summary>Writes jobs with their versions, each call within the transaction of its caller.</summary>
internal sealed class JobWriter(
    JobRepository jobs,
    JobVersionRepository versions,
    JobErrorRepository errors,
    OpenRunRepository openRuns,
    BridgeRepository bridges,
    JobsOptions options,
    IRandomSource random)
{
    /// <summary>Stores a new job.</summary>
    /// <returns>Its number, or null when a job with this external id is there already.</returns>
    /// <exception cref="BridgesGoneException">A bridge that it uses is not there any more.</exception>
    public async Task<long?> TryAddAsync(WriteSession session, Guid externalId, JobSpec spec, DateTimeOffset at)
    {
        if (await bridges.HoldAsync(session, spec.Pipeline.BridgeNames) is { Count: > 0 } gone)
        {
            throw new BridgesGoneException(gone);
        }

        var id = await jobs.TryAddAsync(session, externalId, spec, at);
        if (id is { } added)
        {
            await versions.AddAsync(session, [new JobVersionRow { JobId = added, Version = 1, SpecText = spec.Source, CreatedAt = at }]);
            await jobs.NoteChangeAsync(session);
        }

        return id;
    }

    /// <summary>What specs would do to the jobs as they are now.</summary>
    public async Task<ApplyOutcome> PlanAsync(ReadSession session, IReadOnlyList<SpecToPlan> specs)
    {
        List<string> faults = [];
        var matched = ApplyPlan.Match(specs, await jobs.ListHeadsAsync(session), faults);
        if (faults.Count > 0)
        {
            return ApplyOutcome.Refused(faults);
        }

        var stored = (await jobs.ListAsync(session, [.. matched.Where(static row => row is not null).Select(static row => row!.Id)])).ToDictionary(row => row.Id);
        for (var i = 0; i < specs.Count; i++)
        {
            if (matched[i] is { } row && !stored.ContainsKey(row.Id))
            {
                faults.Add(ApplyPlan.Gone(specs[i], row.Id));
            }
        }

        return faults.Count > 0 ? ApplyOutcome.Refused(faults) : new ApplyOutcome([.. specs.Select((spec, i) => ChangeOf(spec, matched[i] is { } row ? stored[row.Id] : null))], []);
    }

    /// <summary>Writes what was planned.</summary>
    /// <returns>The changes with the ids that jobs got, or the faults of those that another writer was quicker with.</returns>
    public async Task<ApplyOutcome> WriteAsync(WriteSession session, IReadOnlyList<JobChange> changes, DateTimeOffset at)
    {
        List<JobChange> written = new(changes.Count);
        List<JobVersionRow> rows = [];
        List<string> faults = [];
        var gone = await bridges.HoldAsync(session, [.. changes.SelectMany(NamesOf).Distinct()]);
        foreach (var change in changes)
        {
            if (gone.Count > 0 && NamesOf(change).Intersect(gone).ToList() is { Count: > 0 } missing)
            {
                faults.Add($"{change.SpecName}: {BridgesGoneException.MessageOf(missing)}");
                continue;
            }

            var done = change.Action switch
            {
                JobAction.Created => await AddAsync(session, change, at),
                JobAction.Replaced => await jobs.TryReplaceAsync(session, change.JobId!.Value, change.Spec, change.Version, at) ? change : null,
                _ => change,
            };
            if (done is null)
            {
                faults.Add($"{change.SpecName}: the job was changed by somebody else at the same time; look at it and apply again");
                continue;
            }

            written.Add(done);
            if (done.Action != JobAction.Unchanged)
            {
                rows.Add(new JobVersionRow
                {
                    JobId = done.JobId!.Value,
                    Version = done.Version,
                    SpecText = done.Spec.Source,
                    RestoresVersion = done.RestoresVersion,
                    CreatedAt = at,
                });
            }
        }

        if (faults.Count > 0)
        {
            return ApplyOutcome.Refused(faults);
        }

        await versions.AddAsync(session, rows);
        foreach (var row in rows.Where(row => row.Version > options.VersionsMax))
        {
            await versions.TrimAsync(session, row.JobId, row.Version - options.VersionsMax, await openRuns.VersionsInUseAsync(session, row.JobId));
        }

        if (rows.Count > 0)
        {
            await jobs.NoteChangeAsync(session);
        }

        return new ApplyOutcome(written, []);
    }

    /// <summary>Removes a job with its versions and errors.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> RemoveAsync(WriteSession session, long id)
    {
        if (!await jobs.RemoveAsync(session, id))
        {
            return false;
        }

        await versions.RemoveAsync(session, id);
        await errors.RemoveOfJobAsync(session, id);
        await jobs.NoteChangeAsync(session);
        return true;
    }

    private static IReadOnlyList<string> NamesOf(JobChange change) => change.Action == JobAction.Unchanged ? [] : change.Spec.Pipeline.BridgeNames;

    private static JobChange ChangeOf(SpecToPlan spec, JobRow? row)
    {
        var change = new JobChange
        {
            SpecName = spec.Name,
            Action = JobAction.Created,
            Spec = spec.Spec,
            ExternalJobId = spec.Spec.ExternalJobId,
            RestoresVersion = spec.RestoresVersion,
        };
        if (row is null)
        {
            return change;
        }

        var isSame = row.SpecText == spec.Spec.Source;
        return change with
        {
            Action = isSame ? JobAction.Unchanged : JobAction.Replaced,
            JobId = row.Id,
            ExternalJobId = Guid.ParseExact(row.ExternalJobId, "D"),
            Version = (int)row.Version + (isSame ? 0 : 1),
            OldText = row.SpecText,
            TriggerChanges = !isSame && SpecComparison.Of(row.SpecText, spec.Spec.Source).TriggerChanges,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
        };
    }

    private async Task<JobChange?> AddAsync(WriteSession session, JobChange change, DateTimeOffset at)
    {
        var externalId = change.ExternalJobId ?? random.NextGuid();
        return await jobs.TryAddAsync(session, externalId, change.Spec, at) is { } id
            ? change with { JobId = id, ExternalJobId = externalId, CreatedAt = at }
            : null;
    }
}
