using Node.Core.Storage;
using Node.Jobs.Runs;

namespace Node.Jobs.Tests.Runs;

/// <summary>Open runs put into the database, or taken out, without a journal.</summary>
internal static class OpenRunRows
{
    /// <summary>Stores runs whose keys are not known.</summary>
    /// <returns>The ids that went in.</returns>
    public static async Task<IReadOnlySet<long>> AddAsync(this OpenRunRepository repository, WriteSession session, IReadOnlyList<OpenRun> runs)
    {
        var keys = session.NewGroup();
        var fresh = repository.AddKeys(keys, runs);
        await keys.SendAsync();
        var open = session.NewGroup();
        repository.AddOpen(open, [.. runs.Where(run => fresh.Values.Contains(run.Id))]);
        await open.SendAsync();
        return fresh.Values.ToHashSet();
    }

    /// <summary>Takes runs out.</summary>
    /// <returns>The ids that were there.</returns>
    public static async Task<IReadOnlyList<long>> RemoveAsync(this OpenRunRepository repository, WriteSession session, IReadOnlyList<long> ids)
    {
        var group = session.NewGroup();
        var removed = repository.Remove(group, ids);
        await group.SendAsync();
        return removed.Values;
    }
}
