using Node.Core.Storage;
using Node.Jobs.Bridges;

namespace Node.Jobs.Specs;

/// <summary>Looks for a bridge in the jobs that are stored.</summary>
internal sealed class JobBridges(JobRepository jobs, JobCatalog catalog, SpecChecker checker) : IBridgeUsers
{
    public async Task<IReadOnlyList<BridgeUser>> UsersOfAsync(ReadSession session, string name)
    {
        List<BridgeUser> users = [];
        List<long> unknown = [];
        foreach (var row in await jobs.ListHeadsAsync(session))
        {
            if (catalog.Find(row.Id) is not { } job || job.Version != row.Version)
            {
                unknown.Add(row.Id);
            }
            else if (Uses(job.Spec, name))
            {
                users.Add(new BridgeUser(row.Id, row.Name));
            }
        }

        // What another process has stored, or what this one could not load.
        foreach (var row in unknown.Count == 0 ? [] : await jobs.ListAsync(session, unknown))
        {
            if (checker.CheckStored(row.SpecText).Spec is { } spec ? Uses(spec, name) : row.SpecText.Contains(name, StringComparison.OrdinalIgnoreCase))
            {
                users.Add(new BridgeUser(row.Id, row.Name));
            }
        }

        return users;
    }

    private static bool Uses(JobSpec spec, string name)
    {
        try
        {
            return spec.Pipeline.BridgeNames.Contains(name);
        }
        catch (FormatException)
        {
            // Not accepted any more, so that only its text tells.
            return spec.Source.Contains(name, StringComparison.OrdinalIgnoreCase);
        }
    }
}
