using Node.Core.Storage;

namespace Node.Jobs.Tests.Runs;

public sealed class RunHistoryMigrationOnSqliteTests() : RunHistoryMigrationSuite(EngineKind.Sqlite);
