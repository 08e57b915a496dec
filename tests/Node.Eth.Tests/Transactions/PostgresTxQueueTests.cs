using Node.Core.Storage;

namespace Node.Eth.Tests.Transactions;

public sealed class PostgresTxQueueTests() : TxQueueTests(EngineKind.Postgres);
