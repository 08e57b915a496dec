using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

public sealed class RunLimitsOnPostgresTests() : RunLimitsSuite(EngineKind.Postgres);
