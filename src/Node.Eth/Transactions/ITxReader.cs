using Node.Eth.Primitives;

namespace Node.Eth.Transactions;

/// <summary>Reads stored transactions, of all chains.</summary>
public interface ITxReader
{
    /// <summary>The most rows that one call gives.</summary>
    const int CountMax = 1000;

    /// <summary>The transactions with <paramref name="tag"/>, oldest first; the first <see cref="CountMax"/> of them.</summary>
    Task<IReadOnlyList<TxRecord>> ListByTagAsync(string tag, CancellationToken cancellationToken);

    /// <summary>The transactions of several tags, each tag's oldest first; the first <see cref="CountMax"/> of each tag.</summary>
    /// <param name="tags">At most <see cref="CountMax"/> tags.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<ILookup<string, TxRecord>> ListByTagsAsync(IReadOnlyCollection<string> tags, CancellationToken cancellationToken);

    /// <summary>The tags of all transactions that are not as final as they get.</summary>
    Task<IReadOnlySet<string>> ListUnsettledTagsAsync(CancellationToken cancellationToken);

    /// <summary>The transaction that was queued with <paramref name="origin"/> on a chain, or null.</summary>
    Task<TxRecord?> FindByOriginAsync(ChainId chainId, string origin, CancellationToken cancellationToken);

    /// <summary>
    /// The latest transactions with an id below <paramref name="beforeId"/> (null: from the newest), newest first.
    /// </summary>
    /// <param name="beforeId">The smallest id of the page before; null for the first page.</param>
    /// <param name="count">How many; 1 to <see cref="CountMax"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<IReadOnlyList<TxRecord>> ListAsync(long? beforeId, int count, CancellationToken cancellationToken);
}
