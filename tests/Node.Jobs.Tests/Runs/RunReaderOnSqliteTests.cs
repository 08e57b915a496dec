using Node.Core.Storage;

namespace Node.Jobs.Tests.Runs;

public sealed class RunReaderOnSqliteTests() : RunReaderSuite(EngineKind.Sqlite);
