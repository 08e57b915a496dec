using Node.Core.Storage;

namespace Node.Eth.Tests.Transactions;

public sealed class SqliteTxRepositoryTests() : TxRepositoryTests(EngineKind.Sqlite);
