using Node.Core.Storage;

namespace Node.Eth.Tests.Logs;

public sealed class LogCursorRepositorySqliteTests() : LogCursorRepositoryTests(EngineKind.Sqlite);
