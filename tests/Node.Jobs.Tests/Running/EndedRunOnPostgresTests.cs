using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

public sealed class EndedRunOnPostgresTests() : EndedRunSuite(EngineKind.Postgres);
