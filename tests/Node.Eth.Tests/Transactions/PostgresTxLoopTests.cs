using Node.Core.Storage;

namespace Node.Eth.Tests.Transactions;

public sealed class PostgresTxLoopTests() : TxLoopTests(EngineKind.Postgres);
