using Node.Core.Storage;

namespace Node.Eth.Tests.Transactions;

public sealed class PostgresTxNonceTests() : TxNonceTests(EngineKind.Postgres);
