using Node.Core.Storage;

namespace Node.Eth.Tests.Transactions;

public sealed class SqliteTxSendingTests() : TxSendingTests(EngineKind.Sqlite);
