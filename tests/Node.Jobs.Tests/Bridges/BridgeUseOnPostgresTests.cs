using Node.Core.Storage;

namespace Node.Jobs.Tests.Bridges;

public sealed class BridgeUseOnPostgresTests() : BridgeUseSuite(EngineKind.Postgres);
