using System.Globalization;
using Node.Eth.Transactions;

namespace Node.Jobs.Runs.Retention;

/// <summary>Tells which runs have effects on a chain that are not final: those must stay.</summary>
internal sealed class UnsettledRuns(ITxReader transactions)
{
    /// <summary>The ids of these runs. A run that is finished when this is called and is not among them never will be.</summary>
    public async Task<IReadOnlySet<long>> ListAsync(CancellationToken cancellationToken)
    {
        HashSet<long> ids = [];
        foreach (var tag in await transactions.ListUnsettledTagsAsync(cancellationToken))
        {
            if (long.TryParse(tag, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                ids.Add(id);
            }
        }

        return ids;
    }
}
