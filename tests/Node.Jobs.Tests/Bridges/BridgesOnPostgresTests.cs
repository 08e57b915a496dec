using Node.Core.Storage;

namespace Node.Jobs.Tests.Bridges;

public sealed class BridgesOnPostgresTests() : BridgeSuite(EngineKind.Postgres);
