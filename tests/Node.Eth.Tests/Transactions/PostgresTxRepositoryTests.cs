using Node.Core.Storage;

namespace Node.Eth.Tests.Transactions;

public sealed class PostgresTxRepositoryTests() : TxRepositoryTests(EngineKind.Postgres);
