using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

public sealed class RunLimitsOnSqliteTests() : RunLimitsSuite(EngineKind.Sqlite);
