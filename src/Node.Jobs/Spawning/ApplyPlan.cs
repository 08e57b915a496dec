using Node.Core.Text;
using Node.Jobs.Specs;

namespace Node.Jobs.Spawning;

/// <summary>
/// Which job each spec is for. A spec with an <c>externalJobID</c> is for the job of that id; one without is for the only job of its name;
/// where there is no such job, it makes one. Pure.
/// </summary>
internal static class ApplyPlan
{
    /// <summary>Finds the job of each spec.</summary>
    /// <param name="specs">The specs.</param>
    /// <param name="stored">The jobs there are; their specs are not looked at.</param>
    /// <param name="faults">Takes what is in doubt.</param>
    /// <returns>For each spec its job, null for a new one; of use only without faults.</returns>
    public static IReadOnlyList<JobRow?> Match(IReadOnlyList<SpecToPlan> specs, IReadOnlyList<JobRow> stored, List<string> faults)
    {
        var byId = stored.ToDictionary(row => row.Id);
        var byExternalId = stored.ToDictionary(row => Guid.ParseExact(row.ExternalJobId, "D"));
        var byName = stored.Where(row => row.Name is not null).ToLookup(row => row.Name!, StringComparer.Ordinal);
        List<JobRow?> jobs = new(specs.Count);
        var taken = new Dictionary<long, string>();
        var newIds = new Dictionary<Guid, string>();
        var newNames = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var spec in specs)
        {
            var job = spec.JobId is { } id ? OfNumber(spec, id, byId, faults) : Find(spec, byExternalId, byName, faults);
            jobs.Add(job);
            var twice = job is not null ? Put(taken, job.Id, spec.Name)
                : spec.Spec.ExternalJobId is { } externalId ? Put(newIds, externalId, spec.Name)
                : spec.Spec.Name is { Length: > 0 } name ? Put(newNames, name, spec.Name)
                : null;
            if (twice is not null)
            {
                faults.Add($"{spec.Name}: is for the same job as {twice}; leave one of them out, or give each an externalJobID of its own");
            }
        }

        return jobs;
    }

    /// <summary>The fault when the job of a spec is not there any more.</summary>
    public static string Gone(SpecToPlan spec, long id) => $"{spec.Name}: job {id} was deleted meanwhile; apply the spec as a new job if it is still wanted";

    private static JobRow? OfNumber(SpecToPlan spec, long id, Dictionary<long, JobRow> byId, List<string> faults)
    {
        if (!byId.TryGetValue(id, out var job))
        {
            faults.Add(Gone(spec, id));
            return null;
        }

        if (spec.Spec.ExternalJobId is { } externalId && externalId.ToString("D") != job.ExternalJobId)
        {
            faults.Add($"{spec.Name}: has externalJobID {externalId} and is to replace job {job.Id}, whose id is {job.ExternalJobId}; leave the key out or write that id");
        }

        return job;
    }

    private static JobRow? Find(SpecToPlan spec, Dictionary<Guid, JobRow> byExternalId, ILookup<string, JobRow> byName, List<string> faults)
    {
        if (spec.Spec.ExternalJobId is { } externalId)
        {
            return byExternalId.GetValueOrDefault(externalId);
        }

        if (spec.Spec.Name is not { Length: > 0 } name)
        {
            faults.Add($"{spec.Name}: has neither an externalJobID nor a name, so which job it is for cannot be known; write one of them");
            return null;
        }

        var named = byName[name].Take(4).ToList();
        if (named.Count > 1)
        {
            var ids = string.Join(", ", named.Take(3).Select(row => row.ExternalJobId)) + (named.Count > 3 ? " and others" : "");
            faults.Add($"{spec.Name}: several jobs are named \"{Untrusted.Show(name)}\"; write the externalJobID of the one that is meant: {ids}");
        }

        return named.FirstOrDefault();
    }

    private static string? Put<T>(Dictionary<T, string> taken, T key, string specName)
        where T : notnull => taken.TryAdd(key, specName) ? null : taken[key];
}
