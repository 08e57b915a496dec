using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

public sealed class VersionedRunsOnSqliteTests() : VersionedRunsSuite(EngineKind.Sqlite);
