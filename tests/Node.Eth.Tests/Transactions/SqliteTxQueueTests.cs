using Node.Core.Storage;

namespace Node.Eth.Tests.Transactions;

public sealed class SqliteTxQueueTests() : TxQueueTests(EngineKind.Sqlite);
