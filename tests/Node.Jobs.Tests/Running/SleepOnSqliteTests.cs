using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

public sealed class SleepOnSqliteTests() : SleepSuite(EngineKind.Sqlite);
