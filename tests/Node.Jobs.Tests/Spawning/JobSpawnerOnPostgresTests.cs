using Node.Core.Storage;

namespace Node.Jobs.Tests.Spawning;

public sealed class JobSpawnerOnPostgresTests() : JobSpawnerSuite(EngineKind.Postgres);
