using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

public sealed class EarlyRunOnSqliteTests() : EarlyRunSuite(EngineKind.Sqlite, 1);
