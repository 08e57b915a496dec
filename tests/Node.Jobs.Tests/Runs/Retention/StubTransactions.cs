using Node.Eth.Primitives;
using Node.Eth.Transactions;

namespace Node.Jobs.Tests.Runs.Retention;

/// <summary>Transactions that are as final as a test says.</summary>
internal sealed class StubTransactions : ITxReader
{
    public HashSet<string> Unsettled { get; } = [];

    public Task<IReadOnlySet<string>> ListUnsettledTagsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<string>>(Unsettled.ToHashSet());

    public Task<IReadOnlyList<TxRecord>> ListByTagAsync(string tag, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TxRecord>>([]);

    public Task<ILookup<string, TxRecord>> ListByTagsAsync(IReadOnlyCollection<string> tags, CancellationToken cancellationToken) =>
        Task.FromResult(Array.Empty<TxRecord>().ToLookup(tx => tx.Tag!));

    public Task<TxRecord?> FindByOriginAsync(ChainId chainId, string origin, CancellationToken cancellationToken) => Task.FromResult<TxRecord?>(null);

    public Task<IReadOnlyList<TxRecord>> ListAsync(long? beforeId, int count, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TxRecord>>([]);
}
