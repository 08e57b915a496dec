using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

public sealed class SleepOnPostgresTests() : SleepSuite(EngineKind.Postgres);
