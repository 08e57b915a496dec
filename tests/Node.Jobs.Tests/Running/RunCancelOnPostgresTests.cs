using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

public sealed class RunCancelOnPostgresTests() : RunCancelSuite(EngineKind.Postgres);
