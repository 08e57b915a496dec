using Node.Core.Storage;
using Node.Eth.Primitives;

namespace Node.Eth.Transactions;

/// <summary>Reads transactions for showing.</summary>
internal sealed class TxReader(Database database, TxQueries queries) : ITxReader
{
    public async Task<IReadOnlyList<TxRecord>> ListByTagAsync(string tag, CancellationToken cancellationToken) =>
        Records(await database.ReadAsync(session => queries.ListByTagAsync(session, tag, ITxReader.CountMax), cancellationToken));

    public async Task<ILookup<string, TxRecord>> ListByTagsAsync(IReadOnlyCollection<string> tags, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tags);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tags.Count, ITxReader.CountMax);
        var rows = tags.Count == 0
            ? []
            : await database.ReadAsync(session => queries.ListByTagsAsync(session, tags, ITxReader.CountMax), cancellationToken);
        return Records(rows).ToLookup(tx => tx.Tag!, StringComparer.Ordinal);
    }

    public async Task<IReadOnlySet<string>> ListUnsettledTagsAsync(CancellationToken cancellationToken) =>
        (await database.ReadAsync(queries.ListUnsettledTagsAsync, cancellationToken)).ToHashSet(StringComparer.Ordinal);

    public async Task<TxRecord?> FindByOriginAsync(ChainId chainId, string origin, CancellationToken cancellationToken) =>
        (await database.ReadAsync(session => queries.FindAsync(session, chainId, origin), cancellationToken))?.ToRecord();

    public async Task<IReadOnlyList<TxRecord>> ListAsync(long? beforeId, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, ITxReader.CountMax);
        return Records(await database.ReadAsync(
            session => queries.ListAsync(session, beforeId ?? long.MaxValue, count), cancellationToken));
    }

    private static List<TxRecord> Records(IEnumerable<TxRow> rows) => [.. rows.Select(row => row.ToRecord())];
}
