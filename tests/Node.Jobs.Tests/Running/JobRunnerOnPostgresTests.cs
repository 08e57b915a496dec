using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

public sealed class JobRunnerOnPostgresTests() : JobRunnerSuite(EngineKind.Postgres);
