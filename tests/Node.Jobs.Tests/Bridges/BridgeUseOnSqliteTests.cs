using Node.Core.Storage;

namespace Node.Jobs.Tests.Bridges;

public sealed class BridgeUseOnSqliteTests() : BridgeUseSuite(EngineKind.Sqlite);
