using Node.Core.Storage;

namespace Node.Eth.Tests.Logs;

public sealed class LogCursorRepositoryPostgresTests() : LogCursorRepositoryTests(EngineKind.Postgres);
