using Node.Core.Storage;

namespace Node.Eth.Transactions;

/// <summary>The database and the owners of the tables in it.</summary>
internal sealed record TxStore(Database Database)
{
    public KeyStateRepository Keys { get; } = new();

    public TxRepository Txs { get; } = new();

    public TxQueries Queries { get; } = new();

    public TxAttemptRepository Attempts { get; } = new();
}
