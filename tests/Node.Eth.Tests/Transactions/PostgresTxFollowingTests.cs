using Node.Core.Storage;

namespace Node.Eth.Tests.Transactions;

public sealed class PostgresTxFollowingTests() : TxFollowingTests(EngineKind.Postgres);
