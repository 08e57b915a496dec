using Node.Core.Storage;

namespace Node.Eth.Transactions;

/// <summary>The database and the owners of the tables in it.</summary>
/// <param name="Database">The database.</param>
/// <param name="Metrics">Is told of changes of transactions; null for nobody.</param>
internal sealed record TxStore(Database Database, TxMetrics? Metrics = null)
{
    public KeyStateRepository Keys { get; } = new();

    public TxRepository Txs { get; } = new(Metrics);

    public TxQueries Queries { get; } = new();

    public TxAttemptRepository Attempts { get; } = new();
}
