using Node.Core.Storage;

namespace Node.Jobs.Tests.Runs;

public sealed class RunReaderOnPostgresTests() : RunReaderSuite(EngineKind.Postgres);
