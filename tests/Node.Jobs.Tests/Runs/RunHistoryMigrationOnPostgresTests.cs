using Node.Core.Storage;

namespace Node.Jobs.Tests.Runs;

public sealed class RunHistoryMigrationOnPostgresTests() : RunHistoryMigrationSuite(EngineKind.Postgres);
