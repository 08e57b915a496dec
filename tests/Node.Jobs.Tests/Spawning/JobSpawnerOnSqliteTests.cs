using Node.Core.Storage;

namespace Node.Jobs.Tests.Spawning;

public sealed class JobSpawnerOnSqliteTests() : JobSpawnerSuite(EngineKind.Sqlite);
