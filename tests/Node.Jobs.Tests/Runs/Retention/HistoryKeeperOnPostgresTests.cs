using Node.Core.Storage;

namespace Node.Jobs.Tests.Runs.Retention;

public sealed class HistoryKeeperOnPostgresTests() : HistoryKeeperSuite(EngineKind.Postgres);
