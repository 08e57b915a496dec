using Node.Core.Storage;

namespace Node.Eth.Tests.Transactions;

public sealed class PostgresTxSendingTests() : TxSendingTests(EngineKind.Postgres);
