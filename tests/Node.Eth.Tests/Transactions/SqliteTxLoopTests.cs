using Node.Core.Storage;

namespace Node.Eth.Tests.Transactions;

public sealed class SqliteTxLoopTests() : TxLoopTests(EngineKind.Sqlite);
