using Node.Core.Storage;
using Node.Eth.Primitives;

namespace Node.Tests.NothingLost;

/// <summary>Reads in a dead node's database how far it was.</summary>
internal static class KillPhases
{
    /// <summary>The phase of each request.</summary>
    public static async Task<IReadOnlyList<KillPhase>> ReadAsync(DatabaseUrl url, IEnumerable<Hash32> requests)
    {
        await using var database = Database.Open(url, TimeProvider.System);
        List<KillPhase> phases = [];
        foreach (var request in requests)
        {
            phases.Add(await database.ReadAsync(session => ReadAsync(session, request), CancellationToken.None));
        }

        return phases;
    }

    private static async Task<KillPhase> ReadAsync(ReadSession session, Hash32 request)
    {
        // The key of a request's trigger ends with its id.
        var runs = await session.QueryAsync<long>(
            "SELECT run_id FROM run_keys WHERE trigger_key LIKE @pattern", new { pattern = $"%{request}" });
        if (runs.Count == 0)
        {
            return KillPhase.BeforeAcceptance;
        }

        var state = await session.FirstOrDefaultAsync<string>(
            "SELECT state FROM eth_txs WHERE tag = @tag", new { tag = runs[0].ToString(System.Globalization.CultureInfo.InvariantCulture) });
        return state switch
        {
            null => KillPhase.Running,
            "queued" or "signed" => KillPhase.Queued,
            "sent" => KillPhase.Sent,
            _ => KillPhase.Mined,
        };
    }
}
