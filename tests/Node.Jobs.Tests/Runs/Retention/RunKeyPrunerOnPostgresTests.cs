using Node.Core.Storage;

namespace Node.Jobs.Tests.Runs.Retention;

public sealed class RunKeyPrunerOnPostgresTests() : RunKeyPrunerSuite(EngineKind.Postgres);
