using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

public sealed class JobRunnerOnSqliteTests() : JobRunnerSuite(EngineKind.Sqlite);
