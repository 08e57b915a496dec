using Node.Core.Storage;
using Node.Jobs.Runs;

namespace Node.Jobs.Tests.Runs;

/// <summary>Open runs put into the database without a journal.</summary>
internal static class OpenRunRows
{
    /// <summary>Stores runs whose keys are not known.</summary>
    /// <returns>The ids that went in.</returns>
    public static async Task<IReadOnlySet<long>> AddAsync(this OpenRunRepository repository, WriteSession session, IReadOnlyList<OpenRun> runs)
    {
        var fresh = await repository.AddKeysAsync(session, runs);
        await repository.AddOpenAsync(session, [.. runs.Where(run => fresh.Contains(run.Id))]);
        return fresh;
    }
}
