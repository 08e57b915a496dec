using Node.Core.Storage;

namespace Node.Eth.Tests.Transactions;

public sealed class PostgresTxCrashTests() : TxCrashTests(EngineKind.Postgres);
