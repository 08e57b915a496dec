using Node.Core.Storage;

namespace Node.Eth.Tests.Transactions;

public sealed class SqliteTxFollowingTests() : TxFollowingTests(EngineKind.Sqlite);
