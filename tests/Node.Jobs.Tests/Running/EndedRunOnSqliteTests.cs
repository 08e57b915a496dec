using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

public sealed class EndedRunOnSqliteTests() : EndedRunSuite(EngineKind.Sqlite);
