using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

public sealed class RunCancelOnSqliteTests() : RunCancelSuite(EngineKind.Sqlite);
