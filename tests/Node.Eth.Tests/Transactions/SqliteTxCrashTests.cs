using Node.Core.Storage;

namespace Node.Eth.Tests.Transactions;

public sealed class SqliteTxCrashTests() : TxCrashTests(EngineKind.Sqlite);
