using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

public sealed class EarlyRunOnPostgresTests() : EarlyRunSuite(EngineKind.Postgres, 2);
