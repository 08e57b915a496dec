using Node.Core.Storage;

namespace Node.Eth.Tests.Transactions;

public sealed class SqliteTxNonceTests() : TxNonceTests(EngineKind.Sqlite);
