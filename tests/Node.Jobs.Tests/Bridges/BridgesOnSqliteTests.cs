using Node.Core.Storage;

namespace Node.Jobs.Tests.Bridges;

public sealed class BridgesOnSqliteTests() : BridgeSuite(EngineKind.Sqlite);
